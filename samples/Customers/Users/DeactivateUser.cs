using Customers.Contracts.Events;

namespace Customers;

internal sealed class DeactivateUserHandler : ICommandHandler<DeactivateUser, UserOfCustomer, Nothing>
{
    public Task<UserOfCustomer> Fetch(DeactivateUser command, Db db, CancellationToken cancellationToken) =>
        UserOfCustomer.Fetch(command.Customer, command.User, db, cancellationToken);

    public static Decision<Nothing> Decide(DeactivateUser command, UserOfCustomer state, CommandContext context)
    {
        if (state.WhyNoChange(context.User) is { } refusal)
            return Decision.Refuse(refusal);
        if (state.IsLastAdministrator)
            return Decision.Refuse(UserOfCustomer.LastAdministrator);

        var (customer, user) = (state.Customer, state.User);
        var deactivated = user with { Status = UserStatus.Deactivated };
        var shrunk = customer with { Users = customer.Users - 1 };
        return Decision.Accept()
            .Change(deactivated.Update(context.Now))
            .Change(shrunk.Update(context.Now))
            .Notify(new UserDeactivated(customer.CustomerId, user.Id, context.Now));
    }
}
