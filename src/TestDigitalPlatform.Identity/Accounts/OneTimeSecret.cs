using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>Random secrets of which only SHA-256 is stored: 256 bits need no slow hash.</summary>
internal static class OneTimeSecret
{
    private const int Bytes = 32;

    internal static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    internal static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
