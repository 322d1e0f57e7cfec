using Customers.Contracts.Events;

namespace Customers;

internal sealed class AcceptInvitationHandler : ICommandHandler<AcceptInvitation, UserOfCustomer, Nothing>
{
    public Task<UserOfCustomer> Fetch(AcceptInvitation command, Db db, CancellationToken cancellationToken) =>
        UserOfCustomer.Fetch(command.Customer, command.User, db, cancellationToken);

    public static Decision<Nothing> Decide(AcceptInvitation command, UserOfCustomer state, CommandContext context)
    {
        if (state.WhyNoChange(context.User) is { } refusal)
            return Decision.Refuse(refusal);
        // Each sign-in may be reported as the first.
        if (state.User.Status is UserStatus.Active)
            return Decision.Accept();

        var active = state.User with { Status = UserStatus.Active };
        return Decision.Accept()
            .Change(active.Update(context.Now))
            .Notify(new InvitationAccepted(state.Customer.CustomerId, active.Id, context.Now));
    }
}
