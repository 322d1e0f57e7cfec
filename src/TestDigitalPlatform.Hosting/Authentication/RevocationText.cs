using System.Buffers.Text;
using System.Globalization;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>How the feed writes a revocation: <c>hash issued-until until</c>, with the hash in base64url.</summary>
internal static class RevocationText
{
    /// <summary>The event that says that the feed is alive.</summary>
    internal const string Beat = "beat";

    /// <summary>The event of a revocation.</summary>
    internal const string Revoked = "revoked";

    /// <summary>The event after the revocations that were known at the start.</summary>
    internal const string Complete = "complete";

    /// <summary>From one beat to the next.</summary>
    internal static readonly TimeSpan Distance = TimeSpan.FromSeconds(1);

    private const int HashBytes = 32;

    internal static string Write(ReadOnlySpan<byte> hash, long issuedUntil, long until) =>
        string.Create(CultureInfo.InvariantCulture, $"{Base64Url.EncodeToString(hash)} {issuedUntil} {until}");

    /// <returns><see langword="null"/> when it is no revocation.</returns>
    internal static Revocation? Read(string text)
    {
        var parts = text.Split(' ', 4);
        return parts.Length == 3 && Base64UrlText.Decode(parts[0]) is { Length: HashBytes } hash
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var issuedUntil)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var until)
                ? new Revocation(TokenHandles.Read(hash), issuedUntil, until)
                : null;
    }
}
