namespace Customers.Contracts.Events;

/// <summary>A user may do other things than before.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="User">The user.</param>
/// <param name="UserRole">What the user may do now.</param>
/// <param name="At">When it happened.</param>
public sealed record UserRoleChanged(
    CustomerId Customer, UserId User, UserRole UserRole, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
