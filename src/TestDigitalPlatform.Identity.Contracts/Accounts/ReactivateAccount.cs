namespace TestDigitalPlatform.Identity;

/// <summary>Lets a person sign in again. Doing it again changes nothing.</summary>
/// <param name="Account">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
[Post("/accounts/{account}/reactivation"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record ReactivateAccount(UserId Account) : ICommand;
