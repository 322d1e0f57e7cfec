using Microsoft.IdentityModel.Tokens;

namespace TestDigitalPlatform.Identity.Keys;

/// <summary>A key of the provider.</summary>
/// <param name="Id">Its <c>kid</c>.</param>
/// <param name="Algorithm"><c>ES256</c>, <c>RS256</c> or <c>A256KW</c>.</param>
/// <param name="Key">The key with its private part.</param>
/// <param name="SignsFrom">From when it signs; it is published before.</param>
/// <param name="PublishedUntil">Until when tokens that it signed are accepted.</param>
internal sealed record RingKey(
    string Id, string Algorithm, SecurityKey Key, DateTimeOffset SignsFrom, DateTimeOffset PublishedUntil);
