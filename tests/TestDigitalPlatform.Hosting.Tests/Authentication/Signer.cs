using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.Hosting.Tests.Authentication;

/// <summary>Signs tokens of any shape, as an identity provider or an intruder would.</summary>
internal sealed class Signer(string? keyId = null) : IDisposable
{
    internal const string Issuer = "https://issuer.example";

    internal ECDsa Key { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    internal string? KeyId => keyId;

    /// <summary>The public key as a member of a key set.</summary>
    internal string Jwk
    {
        get
        {
            var point = Key.ExportParameters(includePrivateParameters: false).Q;
            var named = keyId is null ? "" : $",\"kid\":\"{keyId}\"";
            return $$"""{"kty":"EC","crv":"P-256","use":"sig","x":"{{Encode(point.X!)}}","y":"{{Encode(point.Y!)}}"{{named}}}""";
        }
    }

    /// <summary>A token that is good, unless the parts say otherwise.</summary>
    internal string Sign(string? issuer = null, string inHeader = "", string inClaims = "")
    {
        var named = keyId is null ? "" : $",\"kid\":\"{keyId}\"";
        return Sign(
            $$"""{"alg":"ES256","typ":"at+jwt"{{named}}{{inHeader}}}""",
            $$"""{"iss":"{{issuer ?? Issuer}}","aud":"tdp",{{Caller}},{{Ends(5)}}{{inClaims}}}""");
    }

    internal const string Caller = """
        "sub":"ann","role":"customer-user","customer":"acme"
        """;

    internal static string Ends(int minutes) => $"\"exp\":{DateTimeOffset.UtcNow.AddMinutes(minutes).ToUnixTimeSeconds()}";

    internal string Sign(string header, string claims) =>
        SignParts(Encode(Encoding.UTF8.GetBytes(header)), Encode(Encoding.UTF8.GetBytes(claims)));

    internal string SignParts(string header, string claims)
    {
        var text = $"{header}.{claims}";
        return $"{text}.{Encode(Key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    internal static string Encode(byte[] bytes) => Base64Url.EncodeToString(bytes);

    public void Dispose() => Key.Dispose();
}
