using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace TestDigitalPlatform.Identity.Keys;

/// <summary>Makes keys, and reads what is stored of them.</summary>
internal static class KeyMaker
{
    internal const string Elliptic = SecurityAlgorithms.EcdsaSha256;
    internal const string Rsa = SecurityAlgorithms.RsaSha256;
    internal const string Wrapping = "A256KW";

    internal static readonly string[] Algorithms = [Elliptic, Rsa, Wrapping];

    // NIST SP 800-57 part 1, table 2: as strong as AES with 128 bits takes 3072.
    private const int RsaBits = 3_072;
    private const int WrappingBytes = 32;

    /// <summary>The private key: PKCS #8 (RFC 5958), or the bytes of a symmetric one.</summary>
    internal static byte[] Make(string algorithm)
    {
        switch (algorithm)
        {
            case Elliptic:
                using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
                    return key.ExportPkcs8PrivateKey();
            case Rsa:
                using (var key = RSA.Create(RsaBits))
                    return key.ExportPkcs8PrivateKey();
            default:
                return RandomNumberGenerator.GetBytes(WrappingBytes);
        }
    }

    internal static SecurityKey Read(string id, string algorithm, byte[] privateKey)
    {
        switch (algorithm)
        {
            case Elliptic:
                var elliptic = ECDsa.Create();
                elliptic.ImportPkcs8PrivateKey(privateKey, out _);
                return new ECDsaSecurityKey(elliptic) { KeyId = id };
            case Rsa:
                var rsa = RSA.Create();
                rsa.ImportPkcs8PrivateKey(privateKey, out _);
                return new RsaSecurityKey(rsa) { KeyId = id };
            default:
                return new SymmetricSecurityKey(privateKey) { KeyId = id };
        }
    }
}
