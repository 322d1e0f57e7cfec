using Customers.Contracts.Events;

namespace Customers;

internal sealed class ReactivateCustomerHandler : ICommandHandler<ReactivateCustomer, Customer, Nothing>
{
    public static readonly Refusal NotSuspended = new("customers.not_suspended", "The customer is not suspended.");

    public Task<Customer> Fetch(ReactivateCustomer command, Db db, CancellationToken cancellationToken) =>
        db.One<Customer>(Customer.ById(command.Customer), cancellationToken);

    public static Decision<Nothing> Decide(ReactivateCustomer command, Customer customer, CommandContext context)
    {
        if (!customer.IsSuspended)
            return Decision.Refuse(NotSuspended);

        var changed = customer with { Status = CustomerStatus.Active, SuspendedFor = null };
        return Decision.Accept()
            .Change(changed.Update(context.Now))
            .Notify(new CustomerReactivated(customer.CustomerId, context.Now));
    }
}
