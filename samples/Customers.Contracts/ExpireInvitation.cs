namespace Customers.Contracts;

/// <summary>Removes a user who has not accepted the invitation, and makes room for another. The person can be invited again.</summary>
/// <remarks>
/// Refused with <c>users.not_invited</c> when the user has accepted it or is deactivated, and with <c>users.last_administrator</c> when
/// nobody else could administer the customer.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="User">The user. <example>acme-user-1</example></param>
[Post("/customers/{customer}/users/{user}/expiry"), Allow(Role.PlatformAdministrator)]
public sealed record ExpireInvitation(CustomerId Customer, UserId User) : ICommand;
