namespace TestDigitalPlatform.Identity;

/// <summary>Ends a person's sessions and keeps the person from signing in. Doing it again changes nothing.</summary>
/// <remarks>Refused with <c>accounts.not_yourself</c> for the own account, and with <c>accounts.last_administrator</c> when nobody
/// else could administer the customer.</remarks>
/// <param name="Account">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
[Post("/accounts/{account}/deactivation"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record DeactivateAccount(UserId Account) : ICommand;
