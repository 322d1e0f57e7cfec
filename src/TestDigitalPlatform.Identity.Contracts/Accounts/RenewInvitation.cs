namespace TestDigitalPlatform.Identity;

/// <summary>Creates another secret for a person who has not accepted the invitation yet. The former one is no longer valid.</summary>
/// <remarks>Refused with <c>accounts.not_invited</c> when the person has accepted it, or the account is deactivated.</remarks>
/// <param name="Account">The account. <example>019b76a3-b980-7ae9-8c6c-d33c556e234f</example></param>
[Post("/accounts/{account}/invitation"), Allow(Role.CustomerAdministrator, Role.PlatformAdministrator)]
public sealed record RenewInvitation(UserId Account) : ICommand<Invitation>;
