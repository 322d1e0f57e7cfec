using System.Security.Cryptography;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>A public key whose signatures are believed, and the algorithms that it may be used with.</summary>
/// <remarks>
/// Holds parameters rather than an open key: .NET does not promise that one key can be used by several threads at once.
/// </remarks>
internal sealed class SigningKey
{
    private readonly ECParameters? curve;
    private readonly RSAParameters? rsa;
    private readonly IReadOnlyList<string> algorithms;

    private SigningKey(string? id, ECParameters? curve, RSAParameters? rsa, IReadOnlyList<string> algorithms) =>
        (Id, this.curve, this.rsa, this.algorithms) = (id, curve, rsa, algorithms);

    /// <summary>The algorithms that are believed: asymmetric ones only, so that no verifier can sign.</summary>
    internal static IReadOnlyList<string> Algorithms { get; } = ["ES256", "ES384", "PS256", "RS256"];

    /// <summary>The key's name; <see langword="null"/> for one that is tried whatever name a token gives.</summary>
    internal string? Id { get; }

    /// <exception cref="CryptographicException">It is no point of its curve.</exception>
    internal static SigningKey Of(string? id, ECParameters key, IReadOnlyList<string> algorithms)
    {
        using var proof = ECDsa.Create(key);
        return new SigningKey(id, key, null, algorithms);
    }

    /// <exception cref="CryptographicException">It is no key.</exception>
    internal static SigningKey Of(string? id, RSAParameters key, IReadOnlyList<string> algorithms)
    {
        using var proof = RSA.Create(key);
        return new SigningKey(id, null, key, algorithms);
    }

    /// <summary>Whether the key may have signed the token, by what the token says of itself.</summary>
    internal bool MayHaveSigned(AccessToken token) =>
        algorithms.Contains(token.Algorithm)
        && (Id is null || token.KeyId is null || string.Equals(Id, token.KeyId, StringComparison.Ordinal));

    internal bool HasSigned(AccessToken token)
    {
        if (curve is { } point)
        {
            using var key = ECDsa.Create(point);
            // RFC 7518, section 3.4: two numbers of a fixed length, not DER.
            return key.VerifyData(
                token.Signed, token.Signature, Hash(token), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        using var modulus = RSA.Create(rsa!.Value);
        var padding = token.Algorithm is "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1;
        return modulus.VerifyData(token.Signed, token.Signature, Hash(token), padding);
    }

    private static HashAlgorithmName Hash(AccessToken token) =>
        token.Algorithm is "ES384" ? HashAlgorithmName.SHA384 : HashAlgorithmName.SHA256;
}
