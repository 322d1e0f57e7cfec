namespace TestDigitalPlatform.Identity;

/// <summary>Withdraws a key in an emergency, such as when it was stolen. Another one signs within seconds.</summary>
/// <remarks>
/// Access tokens that it signed are refused as soon as a service has read the keys again, which it does within 5 minutes; clients
/// get new ones by their refresh tokens. Withdrawing a key again changes nothing.
/// </remarks>
/// <param name="Key">The key's <c>kid</c>. <example>6hnWp3gJk1oQe9aB</example></param>
[Post("/signing-keys/{key}/withdrawal"), Allow(Role.PlatformAdministrator)]
public sealed record WithdrawSigningKey([Length(1, 100)] string Key) : ICommand;
