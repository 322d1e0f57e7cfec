namespace Customers.Contracts;

/// <summary>Makes an invited user active, when the person has signed in for the first time.</summary>
/// <remarks>
/// The identity provider sends it. It changes nothing when the user is active, and is refused with <c>users.deactivated</c> when the
/// user is deactivated, and with <c>customers.suspended</c> while the customer is suspended. A user whose invitation has expired is
/// not found.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="User">The user. <example>acme-user-1</example></param>
[Post("/customers/{customer}/users/{user}/acceptance"), Allow(Role.PlatformAdministrator)]
public sealed record AcceptInvitation(CustomerId Customer, UserId User) : ICommand;
