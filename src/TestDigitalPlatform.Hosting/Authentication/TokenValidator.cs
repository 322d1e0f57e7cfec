using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Checks an access token (RFC 9068) and reads who it speaks for.</summary>
internal sealed class TokenValidator(TokenValidationParameters parameters, TimeProvider time, int cacheSize)
{
    internal const int MaxTokenLength = 8_192;

    private const string Scheme = "Bearer ";

    private static readonly JsonWebTokenHandler Handler =
        new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxTokenLength };

    private readonly TokenCache cache = new(cacheSize);

    /// <summary>The algorithms that are believed: asymmetric ones only, so that no verifier can sign.</summary>
    internal static IReadOnlyList<string> Algorithms { get; } =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSha256];

    /// <returns>Who calls; <see langword="null"/> when the token is not to be believed, whatever the reason.</returns>
    /// <param name="header">The whole <c>Authorization</c> header; what is known needs no copy of the token in
    /// it.</param>
    /// <param name="key">The header's hash.</param>
    internal ValueTask<Caller?> Validate(string header, TokenHash key)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return default;
        return cache.Find(key, time.GetUtcNow()) is { } caller ? new(caller) : Check(header[Scheme.Length..], key);
    }

    private async ValueTask<Caller?> Check(string token, TokenHash key)
    {
        if (token.Length > MaxTokenLength)
            return null;
        var result = await Handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken jwt || TokenClaims.Read(jwt) is not { } caller)
            return null;
        // Extensions that must be understood, and we understand none (RFC 7515, section 4.1.11).
        if (jwt.TryGetHeaderValue<object>("crit", out _))
            return null;
        cache.Add(key, caller, new DateTimeOffset(jwt.ValidTo, TimeSpan.Zero));
        return caller;
    }
}
