namespace TestDigitalPlatform.Identity;

/// <summary>Shows an account. Everybody may see the own one.</summary>
/// <param name="Account">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
[Get("/accounts/{account}"), Allow]
public sealed record GetAccount(UserId Account) : IQuery<AccountDetails>;

/// <summary>An account.</summary>
/// <param name="Id">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
/// <param name="Customer">The person's customer; none for the platform's own people.</param>
/// <param name="Email">The address that the person signs in with. <example>grace@acme.example</example></param>
/// <param name="DisplayName">The name that others see. <example>Grace Garcia</example></param>
/// <param name="AccountRole">What the person may do.</param>
/// <param name="Permissions">What the person may do beyond the role.</param>
/// <param name="Status">Whether the person can sign in.</param>
/// <param name="HasSecondFactor">Whether the sign-in asks for a second factor.</param>
/// <param name="LockedUntil">Until when sign-ins fail after too many attempts, if so.</param>
/// <param name="CreatedAt">When the account was created.</param>
/// <param name="Version">Grows by one with each change; the account's <c>If-Match</c>.</param>
public sealed record AccountDetails(
    UserId Id, CustomerId? Customer, string Email, string DisplayName, Role AccountRole, IReadOnlyList<string> Permissions,
    AccountStatus Status, bool HasSecondFactor, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt, long Version) : IVersioned;
