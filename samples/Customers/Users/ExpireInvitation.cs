using Customers.Contracts.Events;

namespace Customers;

internal sealed class ExpireInvitationHandler : ICommandHandler<ExpireInvitation, UserOfCustomer, Nothing>
{
    public static readonly Refusal NotInvited = new("users.not_invited", "The user has no open invitation.");

    public Task<UserOfCustomer> Fetch(ExpireInvitation command, Db db, CancellationToken cancellationToken) =>
        UserOfCustomer.Fetch(command.Customer, command.User, db, cancellationToken);

    // A suspended customer's invitations expire, too.
    public static Decision<Nothing> Decide(ExpireInvitation command, UserOfCustomer state, CommandContext context)
    {
        var (customer, user) = (state.Customer, state.User);
        if (user.Status is not UserStatus.Invited)
            return Decision.Refuse(NotInvited);
        if (state.IsLastAdministrator)
            return Decision.Refuse(UserOfCustomer.LastAdministrator);

        // The user has done nothing that would have to stay, and the address can be invited again.
        var shrunk = customer with { Users = customer.Users - 1 };
        return Decision.Accept()
            .Change($"delete from customer_user where id = {user.Id} and version = {user.Version}")
            .Change(shrunk.Update(context.Now))
            .Notify(new UserDeactivated(customer.CustomerId, user.Id, context.Now));
    }
}
