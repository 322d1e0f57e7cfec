namespace Customers.Contracts.Events;

/// <summary>An invited user has not signed in for some days, and is to be reminded.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="User">The user.</param>
/// <param name="ExpiresAt">When the invitation expires.</param>
/// <param name="At">When it happened.</param>
public sealed record InvitationReminded(CustomerId Customer, UserId User, DateTimeOffset ExpiresAt, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
