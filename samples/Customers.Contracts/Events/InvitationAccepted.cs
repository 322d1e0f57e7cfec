namespace Customers.Contracts.Events;

/// <summary>An invited user has signed in for the first time.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="User">The user.</param>
/// <param name="At">When it happened.</param>
public sealed record InvitationAccepted(CustomerId Customer, UserId User, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
