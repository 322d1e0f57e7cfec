using Customers.Contracts.Events;

namespace Customers;

/// <summary>Where an invitation stands that nobody has accepted.</summary>
internal abstract record Invitation
{
    /// <summary>The person was invited.</summary>
    internal sealed record Open(CustomerId Customer, UserId User, DateTimeOffset ExpiresAt) : Invitation;

    /// <summary>The person was reminded.</summary>
    internal sealed record Reminded(CustomerId Customer, UserId User) : Invitation;

    /// <summary>The time is over, and the seat is being freed.</summary>
    internal sealed record Expiring(UserId User) : Invitation;
}

/// <summary>Reminds people of their invitation after 3 days, and lets it expire after 14.</summary>
[ServiceIdentity("invitation-deadline", Role.PlatformAdministrator, typeof(ExpireInvitation))]
internal sealed class InvitationDeadline : IProcess<Invitation>, IOn<UserInvited>, IOn<InvitationAccepted>, IOn<UserDeactivated>
{
    private static readonly TimeSpan RemindAfter = TimeSpan.FromDays(3);
    private static readonly TimeSpan ExpireAfter = TimeSpan.FromDays(14);

    public static string KeyOf(UserInvited @event) => @event.User.ToString();

    public static string KeyOf(InvitationAccepted @event) => @event.User.ToString();

    public static string KeyOf(UserDeactivated @event) => @event.User.ToString();

    public static Transition<Invitation> Next(Invitation? state, object message, ProcessContext context) => (state, message) switch
    {
        (null, UserInvited invited) => new(
            new Invitation.Open(invited.Customer, invited.User, invited.At + ExpireAfter), WakeAt: invited.At + RemindAfter),

        (Invitation.Open open, TimeIsUp) => new(
            new Invitation.Reminded(open.Customer, open.User),
            WakeAt: open.ExpiresAt,
            Notify: [new InvitationReminded(open.Customer, open.User, open.ExpiresAt, context.Now)]),

        (Invitation.Reminded reminded, TimeIsUp) => new(
            new Invitation.Expiring(reminded.User), Send: [new ExpireInvitation(reminded.Customer, reminded.User)]),

        // Refused, it was accepted in the same moment, or is that of the customer's only administrator and stays open.
        (Invitation.Expiring, CommandSucceeded or CommandRefused) => new(state, Complete: true),

        ({ }, InvitationAccepted or UserDeactivated) => new(state, Complete: true),

        // What comes twice, or after the end.
        _ => new(state),
    };
}
