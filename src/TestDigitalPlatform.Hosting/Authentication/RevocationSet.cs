using System.Collections.Concurrent;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>The revocations that are known, until the tokens have ended that they are about.</summary>
internal sealed class RevocationSet(TimeProvider time)
{
    /// <summary>As many as are kept; the provider keeps those of an access token's lifetime only.</summary>
    internal const int Most = 1_000_000;

    // Swept when it has grown by so many since the last time.
    private const int SweptAfter = 1_000;

    private readonly ConcurrentDictionary<TokenHash, Revocation> revoked = new();
    private int sweepAt = SweptAfter;

    /// <summary>Whether it could not take one: then nobody knows what is revoked.</summary>
    internal bool IsFull => revoked.Count >= Most;

    internal void Add(Revocation revocation)
    {
        if (revoked.Count >= sweepAt)
            Sweep();
        if (!IsFull)
            revoked.AddOrUpdate(revocation.Handle, revocation, (_, known) => known.And(revocation));
    }

    internal bool Includes(TokenHandles token) => !revoked.IsEmpty
        && (Includes(token.Session, token.IssuedAt) || Includes(token.Grant, token.IssuedAt));

    private bool Includes(TokenHash? handle, long issuedAt) =>
        handle is { } known && revoked.TryGetValue(known, out var revocation) && issuedAt <= revocation.IssuedUntil;

    private void Sweep()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        foreach (var (handle, revocation) in revoked)
        {
            if (revocation.Until < now)
                revoked.TryRemove(KeyValuePair.Create(handle, revocation));
        }

        sweepAt = revoked.Count + SweptAfter;
    }
}

/// <summary>Revokes the tokens of a session or of a grant.</summary>
/// <param name="Handle">The hash of its id.</param>
/// <param name="IssuedUntil">The tokens that were issued in this second or before, in seconds since 1970; the greatest number for all.</param>
/// <param name="Until">When the last of them ends, in seconds since 1970.</param>
internal sealed record Revocation(TokenHash Handle, long IssuedUntil, long Until)
{
    /// <summary>What two revocations of one thing revoke.</summary>
    internal Revocation And(Revocation other) =>
        new(Handle, Math.Max(IssuedUntil, other.IssuedUntil), Math.Max(Until, other.Until));
}
