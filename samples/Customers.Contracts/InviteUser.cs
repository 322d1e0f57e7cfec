namespace Customers.Contracts;

/// <summary>Makes a user of the customer and invites the person to sign in.</summary>
/// <remarks>
/// Refused with <c>users.already_invited</c> when the customer has a user with this address, in whatever state and
/// letter case; with <c>customers.too_many_users</c> when the plan allows no more; and with <c>customers.suspended</c>
/// while the customer is suspended.
/// </remarks>
/// <param name="Customer">The customer. <example>acme</example></param>
/// <param name="Email">Where the invitation goes. <example>grace@acme.example</example></param>
/// <param name="DisplayName">The user's display name. <example>Grace Garcia</example></param>
/// <param name="UserRole">What the user may do; <c>customerUser</c> when left out.</param>
[Post("/customers/{customer}/users"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record InviteUser(
    CustomerId Customer,
    [EmailAddress, Length(3, 254)] string Email,
    [Required, Length(1, 100)] string DisplayName,
    UserRole UserRole = UserRole.CustomerUser) : ICommand<UserReceipt>;

/// <summary>Confirms that a user was made.</summary>
/// <param name="Id">The new user. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
public sealed record UserReceipt(UserId Id);
