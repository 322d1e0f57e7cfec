using Requests.Contracts.Events;

namespace Requests;

internal sealed class SubmitRequestHandler : ICommandHandler<SubmitRequest, CustomerAccount, RequestReceipt>
{
    // Neither row has to be there: of the customer, or of its account.
    private const string Sql =
        """
        select coalesce(a.max_open, 1000) as max_open, coalesce(a.open_count, 0) as open_count,
               coalesce(c.suspended, false) as suspended
        from customer_account a full join customer c on c.customer_id = a.customer_id
        """;

    public async Task<CustomerAccount> Fetch(SubmitRequest command, Db db, CancellationToken cancellationToken) =>
        await db.Find<CustomerAccount>(Sql, cancellationToken) ?? CustomerAccount.New;

    public static Decision<RequestReceipt> Decide(
        SubmitRequest command, CustomerAccount account, CommandContext context)
    {
        if (account.Suspended)
            return Decision.Refuse(CustomerAccount.IsSuspended);
        if (account.IsFull)
            return Decision.Refuse(CustomerAccount.TooManyOpen);

        var (id, customer, user) = (context.NewId<RequestId>(), context.Customer, context.User);
        return Decision.Accept(new RequestReceipt(id))
            .Insert($"""
                insert into request
                    (id, customer_id, title, description, status, priority, submitted_by, submitted_at, updated_at)
                values
                    ({id}, {customer}, {command.Title}, {command.Description}, {RequestStatus.Submitted},
                     {command.Priority}, {user}, {context.Now}, {context.Now})
                """)
            .Change(CustomerAccount.CountOneMore(customer))
            .Notify(new RequestSubmitted(id, customer, command.Title, command.Priority, user, context.Now));
    }
}
