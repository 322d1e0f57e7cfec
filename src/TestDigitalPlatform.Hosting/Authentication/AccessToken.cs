using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>
/// An access token as it was sent: a JWS in compact serialization (RFC 7515, section 7.1). Nothing in it is believed
/// yet.
/// </summary>
/// <param name="Algorithm">The header's <c>alg</c>.</param>
/// <param name="KeyId">The header's <c>kid</c>: a hint which key to try.</param>
/// <param name="Claims">The payload: an object without repeated members.</param>
/// <param name="Signed">The text that is signed, in ASCII.</param>
/// <param name="Signature">The signature.</param>
internal sealed record AccessToken(
    string Algorithm, string? KeyId, JsonElement Claims, byte[] Signed, byte[] Signature)
{
    internal const int MaxLength = 8_192;

    // Deep enough for actors that act for each other (RFC 8693, section 4.1).
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>Reads a token strictly: two readers must never see two different tokens in one text.</summary>
    /// <remarks>
    /// Refused are padding, white space and unused bits in base64url, text before or behind the JSON, a member that
    /// stands twice, and text that is not UTF-8. What only points to a key or carries one (<c>jku</c>, <c>x5u</c>,
    /// <c>jwk</c>, <c>x5c</c>) is passed over: keys come from the identity provider alone.
    /// </remarks>
    internal static TokenRefusal TryRead(string text, out AccessToken? token)
    {
        token = null;
        if (text.Length > MaxLength)
            return TokenRefusal.TooLong;
        var parts = text.Split('.', 4);
        if (parts.Length != 3
            || Base64UrlText.Decode(parts[0]) is not { } headerBytes || ReadObject(headerBytes) is not { } header
            || Base64UrlText.Decode(parts[1]) is not { } claimsBytes || ReadObject(claimsBytes) is not { } claims
            || Base64UrlText.Decode(parts[2]) is not { } signature)
            return TokenRefusal.Malformed;
        // Extensions that must be understood, and we understand none (RFC 7515, section 4.1.11).
        if (header.TryGetProperty("crit", out _))
            return TokenRefusal.UnknownExtension;
        // Media types compare without regard to letter case (RFC 8725, section 3.11).
        if (JsonText.Of(header, "typ")?.ToLowerInvariant() is not ("at+jwt" or "application/at+jwt"))
            return TokenRefusal.WrongType;
        if (JsonText.Of(header, "alg") is not { } algorithm || !SigningKey.Algorithms.Contains(algorithm))
            return TokenRefusal.WrongAlgorithm;
        var keyId = JsonText.Of(header, "kid");
        if (keyId is null && header.TryGetProperty("kid", out _))
            return TokenRefusal.Malformed;
        var signed = Encoding.ASCII.GetBytes(text, 0, text.LastIndexOf('.'));
        token = new AccessToken(algorithm, keyId, claims, signed, signature);
        return TokenRefusal.None;
    }

    private static JsonElement? ReadObject(byte[] utf8)
    {
        if (!Utf8.IsValid(utf8))
            return null;
        try
        {
            using var document = JsonDocument.Parse(utf8, Json);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        // The second is for names with half of a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
