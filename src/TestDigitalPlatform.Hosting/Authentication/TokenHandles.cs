using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>What a token can be revoked by, besides its end.</summary>
/// <param name="Session">The hash of its session's id (<c>sid</c>).</param>
/// <param name="Grant">The hash of its grant's id.</param>
/// <param name="IssuedAt">When it was issued, in seconds since 1970.</param>
internal readonly record struct TokenHandles(TokenHash? Session, TokenHash? Grant, long IssuedAt)
{
    private const string SessionClaim = "sid";

    // OpenIddict's own claim; another provider's tokens have none.
    private const string GrantClaim = "oi_au_id";

    internal static TokenHandles Of(JsonElement claims) => new(
        JsonText.Of(claims, SessionClaim) is { } session ? OfSession(session) : null,
        JsonText.Of(claims, GrantClaim) is { } grant ? OfGrant(grant) : null,
        claims.TryGetProperty("iat", out var issued) && issued.TryGetDouble(out var seconds) ? (long)seconds : 0);

    internal static TokenHash OfSession(string session) => Read(HashOfSession(session));

    internal static TokenHash OfGrant(string grant) => Read(HashOfGrant(grant));

    /// <summary>Ids are random, so that their hashes tell nobody anything.</summary>
    internal static byte[] HashOfSession(string session) => SHA256.HashData(Encoding.UTF8.GetBytes("sid:" + session));

    internal static byte[] HashOfGrant(string grant) => SHA256.HashData(Encoding.UTF8.GetBytes("grant:" + grant));

    internal static TokenHash Read(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt128LittleEndian(hash), BinaryPrimitives.ReadUInt128LittleEndian(hash[16..]));
}
