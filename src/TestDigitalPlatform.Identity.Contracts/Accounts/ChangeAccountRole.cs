namespace TestDigitalPlatform.Identity;

/// <summary>Changes what a person may do; from the next access token on.</summary>
/// <remarks>
/// Refused with <c>accounts.not_yourself</c> for the own account, with <c>accounts.deactivated</c> for a deactivated one, with
/// <c>accounts.last_administrator</c> when nobody else could administer the customer, with <c>accounts.role_needs_customer</c>
/// for a role that does not fit the account's customer, and with <c>accounts.not_yours</c> for a permission that you may not grant.
/// </remarks>
/// <param name="Account">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
/// <param name="AccountRole">What the person may do.</param>
/// <param name="Permissions">What the person may do beyond the role; as before when left out.</param>
[Put("/accounts/{account}/role"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record ChangeAccountRole(
    UserId Account, Role AccountRole, [MaxLength(100)] IReadOnlyList<string>? Permissions = null) : ICommand;
