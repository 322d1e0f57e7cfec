namespace TestDigitalPlatform.Identity;

/// <summary>Creates an account, and a secret with which the person chooses a password.</summary>
/// <remarks>
/// A Customer Administrator invites people of the own customer, and grants only permissions that the administrator has. Refused
/// with <c>accounts.email_taken</c> when there is an account with this address, with <c>accounts.role_needs_customer</c> when
/// role and customer do not fit each other, and with <c>accounts.not_yours</c> for another customer, a platform role or a
/// permission that you may not grant.
/// </remarks>
/// <param name="Email">The address that the person signs in with. <example>grace@acme.example</example></param>
/// <param name="DisplayName">The name that others see. <example>Grace Garcia</example></param>
/// <param name="AccountRole">What the person may do.</param>
/// <param name="Customer">The person's customer; not needed by a Customer Administrator. <example>acme</example></param>
/// <param name="Permissions">What the person may do beyond the role.</param>
[Post("/accounts"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record InviteAccount(
    [Required, EmailAddress, Length(3, 254)] string Email,
    [Required, Length(1, 100)] string DisplayName,
    Role AccountRole,
    CustomerId? Customer = null,
    [MaxLength(100)] IReadOnlyList<string>? Permissions = null) : ICommand<Invitation>;

/// <summary>An invitation to an account.</summary>
/// <param name="Account">The new account.</param>
/// <param name="Secret">What the person accepts the invitation with: shown only here, and valid once.</param>
/// <param name="ValidUntil">Until when it can be accepted.</param>
public sealed record Invitation(UserId Account, Sensitive<string> Secret, DateTimeOffset ValidUntil);
