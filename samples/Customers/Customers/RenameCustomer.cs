using Customers.Contracts.Events;

namespace Customers;

internal sealed class RenameCustomerHandler : ICommandHandler<RenameCustomer, Customer, Nothing>
{
    public Task<Customer> Fetch(RenameCustomer command, Db db, CancellationToken cancellationToken) =>
        db.One<Customer>(Customer.ById(command.Customer), cancellationToken);

    public static Decision<Nothing> Decide(RenameCustomer command, Customer customer, CommandContext context)
    {
        if (customer.IsSuspended)
            return Decision.Refuse(Customer.Suspended);

        var changed = customer with { Name = command.Name };
        return Decision.Accept()
            .Change(changed.Update(context.Now))
            .Notify(new CustomerRenamed(customer.CustomerId, command.Name, context.Now));
    }
}
