namespace Customers.Contracts.Events;

/// <summary>A customer has a new user, who was invited to sign in.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="User">The user.</param>
/// <param name="Email">Where the invitation goes.</param>
/// <param name="DisplayName">The user's display name.</param>
/// <param name="UserRole">The user's role.</param>
/// <param name="At">When it happened.</param>
public sealed record UserInvited(
    CustomerId Customer, UserId User, string Email, string DisplayName, UserRole UserRole, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Customer.ToString();
}
