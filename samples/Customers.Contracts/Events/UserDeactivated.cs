namespace Customers.Contracts.Events;

/// <summary>A user can't sign in any more.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="User">The user.</param>
/// <param name="At">When it happened.</param>
public sealed record UserDeactivated(
    CustomerId Customer, UserId User, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
