using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Development;

/// <summary>Writes an access token (RFC 9068) that is signed with ES256.</summary>
internal static class SignedToken
{
    // The default encoder is made for HTML and would write the plus sign of "at+jwt" as an escape.
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Of(JsonObject claims, ECDsa key) => Of("at+jwt", claims.ToJsonString(Plain), key);

    /// <param name="type">The token's media type.</param>
    /// <param name="claims">The payload, in JSON unless a test means something else.</param>
    /// <param name="key">Signs it.</param>
    internal static string Of(string type, string claims, ECDsa key)
    {
        var header = new JsonObject { ["alg"] = "ES256", ["typ"] = type, ["kid"] = Thumbprint(key) };
        var content = $"{Encode(header.ToJsonString(Plain))}.{Encode(claims)}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(content),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{content}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>RFC 7638: the hash of the public key's required members, in this order and without spaces.</summary>
    internal static string Thumbprint(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var json = $$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""";
        return Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(json)));
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
