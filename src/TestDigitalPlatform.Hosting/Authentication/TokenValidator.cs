namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Checks an access token (RFC 9068) and reads who it speaks for.</summary>
internal sealed class TokenValidator(IKeySource source, TokenRules rules, TimeProvider time, int cacheSize)
{
    private const string Scheme = "Bearer ";

    private readonly TokenCache cache = new(cacheSize);

    /// <summary>Tells who calls, or why that is not believed.</summary>
    /// <param name="header">The whole <c>Authorization</c> header; what is known needs no copy of the token in
    /// it.</param>
    /// <param name="key">The header's hash.</param>
    /// <param name="cancellationToken">Stops waiting for the identity provider's keys.</param>
    internal ValueTask<TokenResult> Validate(string header, TokenHash key, CancellationToken cancellationToken)
    {
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return new(new TokenResult(null, TokenRefusal.WrongScheme));
        return cache.Find(key, time.GetUtcNow()) is { } caller
            ? new(new TokenResult(caller, TokenRefusal.None))
            : Check(header[Scheme.Length..], key, cancellationToken);
    }

    // What costs nothing comes first, so that only a token that would be good makes anybody look for its key.
    private async ValueTask<TokenResult> Check(string text, TokenHash key, CancellationToken cancellationToken)
    {
        if (AccessToken.TryRead(text, out var token) is var malformed and not TokenRefusal.None)
            return new(null, malformed);
        if (rules.Check(token!.Claims, time.GetUtcNow(), out var caller, out var ends) is var broken
            and not TokenRefusal.None)
            return new(null, broken);
        if (await IsSigned(token, cancellationToken) is var unsigned and not TokenRefusal.None)
            return new(null, unsigned);
        cache.Add(key, caller!, ends);
        return new(caller, TokenRefusal.None);
    }

    private async ValueTask<TokenRefusal> IsSigned(AccessToken token, CancellationToken cancellationToken)
    {
        if (await source.Current(cancellationToken) is not { } keys)
            return TokenRefusal.KeysUnavailable;
        if (JsonText.Of(token.Claims, "iss") is not { } issuer || keys.Of(issuer) is not { } own)
            return TokenRefusal.WrongIssuer;
        if (own.HasSigned(token))
            return TokenRefusal.None;
        if (await source.Newer(keys, cancellationToken) is not { } newer)
            return TokenRefusal.KeysUnavailable;
        return newer != keys && newer.Of(issuer)?.HasSigned(token) is true ? TokenRefusal.None : TokenRefusal.WrongSignature;
    }
}

/// <summary>What became of a token.</summary>
/// <param name="Caller">Who calls; <see langword="null"/> when the token is not believed.</param>
/// <param name="Refusal">Why it is not believed.</param>
internal readonly record struct TokenResult(Caller? Caller, TokenRefusal Refusal);
