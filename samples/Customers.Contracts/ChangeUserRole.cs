namespace Customers.Contracts;

/// <summary>Changes what a user may do; from the next token on.</summary>
/// <remarks>
/// Refused with <c>users.not_yourself</c> for your own role, with <c>users.last_administrator</c> when nobody else
/// could administer the customer, with <c>users.deactivated</c> for a deactivated user, and with
/// <c>customers.suspended</c> while the customer is suspended.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="User">The user. <example>acme-user-1</example></param>
/// <param name="UserRole">The user's role.</param>
[Put("/customers/{customer}/users/{user}/role"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record ChangeUserRole(CustomerId Customer, UserId User, UserRole UserRole) : ICommand;
