using System.Security.Cryptography;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Reads the identity provider's public keys (JSON Web Key Set, RFC 7517).</summary>
internal static class KeySetReader
{
    internal const int MaxKeys = 100;

    private const int MinRsaBits = 2_048;
    private const int MaxRsaBits = 8_192;
    private const int MaxExponentBytes = 4;

    /// <summary>The keys that can sign access tokens; others are passed over (RFC 7517, section 5).</summary>
    /// <exception cref="ProviderException">It is no key set, or has no key that can be used.</exception>
    internal static IReadOnlyList<SigningKey> Read(JsonElement set)
    {
        if (set.ValueKind is not JsonValueKind.Object || !set.TryGetProperty("keys", out var members)
            || members.ValueKind is not JsonValueKind.Array)
            throw new ProviderException("the key set has no array 'keys'");
        if (members.GetArrayLength() > MaxKeys)
            throw new ProviderException($"the key set has more than {MaxKeys} keys");
        List<SigningKey> keys = [];
        foreach (var member in members.EnumerateArray())
        {
            if (ReadKey(member) is { } key)
                keys.Add(key);
        }

        return keys.Count > 0
            ? keys
            : throw new ProviderException("the key set has no usable key (EC P-256 or P-384, or RSA with at least "
                + $"{MinRsaBits} bits, for signatures)");
    }

    private static SigningKey? ReadKey(JsonElement key)
    {
        if (key.ValueKind is not JsonValueKind.Object || !IsForSignatures(key))
            return null;
        try
        {
            return JsonText.Of(key, "kty") switch
            {
                "EC" => ReadCurve(key),
                "RSA" => ReadRsa(key),
                _ => null,
            };
        }
        catch (CryptographicException)
        {
            // A point that is not on its curve, and the like: no key.
            return null;
        }
    }

    private static bool IsForSignatures(JsonElement key) =>
        (!key.TryGetProperty("use", out _) || JsonText.Of(key, "use") is "sig")
        && (!key.TryGetProperty("key_ops", out var uses)
            || (uses.ValueKind is JsonValueKind.Array && uses.EnumerateArray().Any(use => JsonText.Of(use) is "verify")));

    private static SigningKey? ReadCurve(JsonElement key)
    {
        var (curve, algorithm, size) = JsonText.Of(key, "crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, "ES256", 32),
            "P-384" => (ECCurve.NamedCurves.nistP384, "ES384", 48),
            _ => default,
        };
        if (algorithm is null || Bytes(key, "x") is not { } x || Bytes(key, "y") is not { } y
            || x.Length != size || y.Length != size || Narrowed(key, [algorithm]) is not { } algorithms)
            return null;
        return SigningKey.Of(
            JsonText.Of(key, "kid"), new ECParameters { Curve = curve, Q = new ECPoint { X = x, Y = y } }, algorithms);
    }

    private static SigningKey? ReadRsa(JsonElement key)
    {
        if (Bytes(key, "n") is not { } modulus || Bytes(key, "e") is not { } exponent
            || modulus.Length * 8 is < MinRsaBits or > MaxRsaBits || exponent.Length > MaxExponentBytes
            || Narrowed(key, ["RS256", "PS256"]) is not { } algorithms)
            return null;
        return SigningKey.Of(
            JsonText.Of(key, "kid"), new RSAParameters { Modulus = modulus, Exponent = exponent }, algorithms);
    }

    // A key that names its algorithm is for that one alone.
    private static string[]? Narrowed(JsonElement key, string[] algorithms)
    {
        if (!key.TryGetProperty("alg", out _))
            return algorithms;
        var named = JsonText.Of(key, "alg");
        return algorithms.Contains(named) ? [named!] : null;
    }

    private static byte[]? Bytes(JsonElement key, string name)
    {
        if (JsonText.Of(key, name) is not { } text || Base64UrlText.Decode(text) is not { } bytes)
            return null;
        // Some providers write a zero in front of a number, as DER does.
        return name is "n" && bytes.Length > 0 && bytes[0] == 0 ? bytes[1..] : bytes;
    }
}
