using Customers.Contracts.Events;

namespace Customers;

internal sealed class ChangeUserRoleHandler : ICommandHandler<ChangeUserRole, UserOfCustomer, Nothing>
{
    public Task<UserOfCustomer> Fetch(ChangeUserRole command, Db db, CancellationToken cancellationToken) =>
        UserOfCustomer.Fetch(command.Customer, command.User, db, cancellationToken);

    public static Decision<Nothing> Decide(ChangeUserRole command, UserOfCustomer state, CommandContext context)
    {
        if (state.WhyNoChange(context.User) is { } refusal)
            return Decision.Refuse(refusal);
        if (state.User.UserRole == command.UserRole)
            return Decision.Accept();
        if (state.IsLastAdministrator)
            return Decision.Refuse(UserOfCustomer.LastAdministrator);

        var changed = state.User with { UserRole = command.UserRole };
        return Decision.Accept()
            .Change(changed.Update(context.Now))
            .Change(state.Customer.Update(context.Now))
            .Notify(new UserRoleChanged(state.Customer.CustomerId, changed.Id, command.UserRole, context.Now));
    }
}
