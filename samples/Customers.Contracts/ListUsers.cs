namespace Customers.Contracts;

/// <summary>Lists a customer's users, by name. Empty for a customer that is not yours.</summary>
[Get("/customers/{customer}/users"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
[Sortable("displayName", "invitedAt")]
public sealed record ListUsers : PageQuery<UserSummary>
{
    /// <summary>The customer. <example>acme</example></summary>
    public required CustomerId Customer { get; init; }

    /// <summary>Only users with one of these roles.</summary>
    [Filter] public Filter<UserRole> UserRole { get; init; }

    /// <summary>Only users in one of these states.</summary>
    [Filter] public Filter<UserStatus> Status { get; init; }

    /// <summary>Only users with such a name.</summary>
    [Filter(Operators.Contains | Operators.StartsWith)] public Filter<string> DisplayName { get; init; }

    /// <summary>Only users with such an address.</summary>
    [Filter(Operators.Contains | Operators.StartsWith)] public Filter<string> Email { get; init; }
}

/// <summary>A user as lists show it.</summary>
/// <param name="Id">The user. <example>acme-user-1</example></param>
/// <param name="Email">The user's email address. <example>grace@acme.example</example></param>
/// <param name="DisplayName">The user's display name. <example>Grace Garcia</example></param>
/// <param name="UserRole">The user's role.</param>
/// <param name="Status">Whether the user can sign in. <example>active</example></param>
/// <param name="InvitedAt">When the user was made.</param>
/// <param name="Version">Grows by one with each change; the user's <c>If-Match</c>.</param>
public sealed record UserSummary(
    UserId Id,
    string Email,
    string DisplayName,
    UserRole UserRole,
    UserStatus Status,
    DateTimeOffset InvitedAt,
    long Version);
