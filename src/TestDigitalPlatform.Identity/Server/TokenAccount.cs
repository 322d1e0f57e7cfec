namespace TestDigitalPlatform.Identity.Server;

/// <summary>What tokens say of an account.</summary>
internal sealed record TokenAccount(
    UserId User, Role Role, CustomerId? Customer, IReadOnlyList<string> Permissions, string DisplayName, string Email,
    bool EmailVerified);
