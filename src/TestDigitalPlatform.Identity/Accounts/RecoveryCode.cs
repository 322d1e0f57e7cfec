using System.Security.Cryptography;
using OtpNet;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>Codes that take the place of an authenticator app: 80 random bits each, so that SHA-256 protects them.</summary>
internal static class RecoveryCode
{
    internal const int Count = 10;

    private const int Bytes = 10;
    private const int Group = 4;

    internal static IReadOnlyList<string> New() => [.. Enumerable.Range(0, Count).Select(_ => One())];

    internal static byte[] Hash(string code) => OneTimeSecret.Hash(Plain(code));

    // Typed as people type.
    private static string Plain(string code) => string.Concat(code.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static string One() => string.Join(
        '-', Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes)).Chunk(Group).Select(part => new string(part)));
}
