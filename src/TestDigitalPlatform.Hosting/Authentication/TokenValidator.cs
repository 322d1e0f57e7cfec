namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Checks an access token (RFC 9068) and reads who it speaks for.</summary>
internal sealed class TokenValidator(
    IKeySource source, TokenRules rules, TimeProvider time, int cacheSize, IRevocations? revocations = null)
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
        return cache.Find(key, time.GetUtcNow()) is { } known
            ? new(Result(known.Caller, known.Handles))
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
        if (revocations is { Ready.IsCompleted: false })
            await FirstRevocations(cancellationToken);
        var handles = TokenHandles.Of(token.Claims);
        cache.Add(key, new(caller!, ends, handles));
        return Result(caller!, handles);
    }

    // The first callers after a start; whoever comes later finds the feed open, or closed.
    private async Task FirstRevocations(CancellationToken cancellationToken)
    {
        try
        {
            await revocations!.Ready.WaitAsync(RevocationFeed.Silence, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // They are not known, which is told below.
        }
    }

    // At each request, since that is what a revocation is for; it costs two looks into a dictionary.
    private TokenResult Result(Caller caller, TokenHandles handles)
    {
        if (revocations is null)
            return new(caller, TokenRefusal.None);
        if (!revocations.AreKnown)
            return new(null, TokenRefusal.RevocationsUnavailable);
        return revocations.Include(handles) ? new(null, TokenRefusal.Revoked) : new(caller, TokenRefusal.None);
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
