namespace TestDigitalPlatform.Identity;

/// <summary>Lists accounts, by name: those of the own customer, or all for the platform's people.</summary>
[Get("/accounts"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator, Role.PlatformMaintenance)]
[Sortable("displayName", "createdAt")]
public sealed record ListAccounts : PageQuery<AccountSummary>
{
    /// <summary>Only accounts of these customers.</summary>
    [Filter] public Filter<CustomerId> Customer { get; init; }

    /// <summary>Only accounts with one of these roles.</summary>
    [Filter] public Filter<Role> AccountRole { get; init; }

    /// <summary>Only accounts in one of these states.</summary>
    [Filter] public Filter<AccountStatus> Status { get; init; }

    /// <summary>Only accounts with such a name.</summary>
    [Filter(Operators.Contains | Operators.StartsWith)] public Filter<string> DisplayName { get; init; }

    /// <summary>Only accounts with such an address.</summary>
    [Filter(Operators.Contains | Operators.StartsWith)] public Filter<string> Email { get; init; }
}

/// <summary>An account as lists show it.</summary>
/// <param name="Id">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
/// <param name="Customer">The person's customer; none for the platform's own people.</param>
/// <param name="Email">The address that the person signs in with. <example>grace@acme.example</example></param>
/// <param name="DisplayName">The name that others see. <example>Grace Garcia</example></param>
/// <param name="AccountRole">What the person may do.</param>
/// <param name="Status">Whether the person can sign in.</param>
/// <param name="CreatedAt">When the account was created.</param>
/// <param name="Version">Grows by one with each change; the account's <c>If-Match</c>.</param>
public sealed record AccountSummary(
    UserId Id, CustomerId? Customer, string Email, string DisplayName, Role AccountRole, AccountStatus Status,
    DateTimeOffset CreatedAt, long Version);
