using Customers.Contracts.Events;

namespace Customers;

internal sealed class SuspendCustomerHandler : ICommandHandler<SuspendCustomer, Customer, Nothing>
{
    public Task<Customer> Fetch(SuspendCustomer command, Db db, CancellationToken cancellationToken) =>
        db.One<Customer>(Customer.ById(command.Customer), cancellationToken);

    public static Decision<Nothing> Decide(SuspendCustomer command, Customer customer, CommandContext context)
    {
        if (customer.IsSuspended)
            return Decision.Refuse(Customer.Suspended);

        var changed = customer with { Status = CustomerStatus.Suspended, SuspendedFor = command.Reason };
        return Decision.Accept()
            .Change(changed.Update(context.Now))
            .Notify(new CustomerSuspended(customer.CustomerId, command.Reason, context.Now));
    }
}
