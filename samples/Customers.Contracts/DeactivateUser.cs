namespace Customers.Contracts;

/// <summary>Keeps a user from signing in for good, and makes room for another. What the user did stays.</summary>
/// <remarks>
/// Refused with <c>users.not_yourself</c> for yourself, with <c>users.last_administrator</c> when nobody else could
/// administer the customer, with <c>users.deactivated</c> when it was done before, and with <c>customers.suspended</c>
/// while the customer is suspended.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="User">The user. <example>acme-user-1</example></param>
[Post("/customers/{customer}/users/{user}/deactivation"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record DeactivateUser(CustomerId Customer, UserId User) : ICommand;
