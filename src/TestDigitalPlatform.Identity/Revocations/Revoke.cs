using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Identity.Stores;
using static TestDigitalPlatform.Identity.Stores.ProtocolDatabase;

namespace TestDigitalPlatform.Identity.Revocations;

/// <summary>Stores what is revoked, where every node and every service sees it within a moment.</summary>
internal sealed class Revoke(ProtocolDatabase database, IdentityProviderOptions options, TimeProvider time)
{
    // Clocks differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <summary>All tokens of a session.</summary>
    internal ValueTask<int> Session(Guid session, CancellationToken cancellationToken) =>
        Store(TokenHandles.HashOfSession(session.ToString()), null, cancellationToken);

    /// <summary>The tokens that a session has now: what its user may do has changed.</summary>
    internal ValueTask<int> TokensOfSession(Guid session, CancellationToken cancellationToken) =>
        Store(TokenHandles.HashOfSession(session.ToString()), time.GetUtcNow(), cancellationToken);

    /// <summary>All tokens of a grant.</summary>
    internal ValueTask<int> Grant(string grant, CancellationToken cancellationToken) =>
        Store(TokenHandles.HashOfGrant(grant), null, cancellationToken);

    private ValueTask<int> Store(byte[] handle, DateTimeOffset? issuedUntil, CancellationToken cancellationToken) => database.Run(
        "insert into identity.revocation (handle, issued_until, until) values ($1, $2, $3)", cancellationToken,
        Bytes(handle), Time(issuedUntil), Time(time.GetUtcNow() + options.AccessTokenLifetime + Skew));
}
