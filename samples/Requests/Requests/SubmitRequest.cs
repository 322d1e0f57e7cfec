using Requests.Contracts.Events;

namespace Requests;

internal sealed class SubmitRequestHandler : ICommandHandler<SubmitRequest, CustomerAccount, RequestReceipt>
{
    public async Task<CustomerAccount> Fetch(SubmitRequest command, Db db, CancellationToken cancellationToken) =>
        await db.Find<CustomerAccount>("select max_open, open_count from customer_account", cancellationToken)
        ?? CustomerAccount.New;

    public static Decision<RequestReceipt> Decide(
        SubmitRequest command, CustomerAccount account, CommandContext context)
    {
        if (account.IsFull)
            return Decision.Refuse(CustomerAccount.TooManyOpen);

        var (id, customer, user) = (context.NewId<RequestId>(), context.Customer, context.User);
        return Decision.Accept(new RequestReceipt(id))
            .Store($"""
                insert into request
                    (id, customer_id, title, description, status, priority, submitted_by, submitted_at, updated_at)
                values
                    ({id}, {customer}, {command.Title}, {command.Description}, {RequestStatus.Submitted},
                     {command.Priority}, {user}, {context.Now}, {context.Now})
                """)
            .Store(CustomerAccount.CountOneMore(customer))
            .Notify(new RequestSubmitted(id, customer, command.Title, command.Priority, user, context.Now));
    }
}
