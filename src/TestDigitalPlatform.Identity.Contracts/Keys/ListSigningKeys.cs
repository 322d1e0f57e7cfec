namespace TestDigitalPlatform.Identity;

/// <summary>Lists the identity provider's keys: those that sign, those that are announced, and those that still verify.</summary>
[Get("/signing-keys"), Allow(Role.PlatformAdministrator, Role.PlatformMaintenance)]
[Sortable("signsFrom")]
public sealed record ListSigningKeys : PageQuery<SigningKeySummary>;

/// <summary>A key of the identity provider.</summary>
/// <param name="Id">Its <c>kid</c>. <example>6hnWp3gJk1oQe9aB</example></param>
/// <param name="Algorithm">
/// <c>ES256</c> or <c>RS256</c> for signatures (RFC 7518, section 3.1), <c>A256KW</c> for the provider's own values.
/// <example>ES256</example>
/// </param>
/// <param name="SignsFrom">From when it signs; it is published before.</param>
/// <param name="PublishedUntil">Until when it is published; the year 9999 while nothing replaces it.</param>
public sealed record SigningKeySummary(string Id, string Algorithm, DateTimeOffset SignsFrom, DateTimeOffset PublishedUntil);
