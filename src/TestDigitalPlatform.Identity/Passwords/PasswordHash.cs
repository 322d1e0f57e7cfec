using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace TestDigitalPlatform.Identity.Passwords;

/// <summary>Hashes a password by Argon2id (RFC 9106) and writes it as a PHC string.</summary>
internal static class PasswordHash
{
    // OWASP's first choice for Argon2id; about 16 ms of a processor.
    internal static readonly Argon2Parameters Current = new() { DegreeOfParallelism = 1, MemorySize = 19 * 1_024, NumberOfPasses = 2 };

    private const int Bytes = 32;
    private const int SaltBytes = 16;

    // A stored hash never costs more than this, whoever wrote it.
    private const long MaxMemory = 256 * 1_024;
    private const long MaxPasses = 10;

    internal static string Make(string password) => Make(password, Current);

    internal static string Make(string password, Argon2Parameters parameters)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"$argon2id$v=19$m={parameters.MemorySize},t={parameters.NumberOfPasses},p=1${Base64(salt)}${Base64(Derive(password, salt, parameters))}");
    }

    /// <summary>Whether a hash is of this kind.</summary>
    internal static bool IsOurs(string hash) => hash.StartsWith("$argon2id$", StringComparison.Ordinal);

    /// <summary>Whether a password has this hash, and whether the hash is weaker than those made now.</summary>
    internal static (bool Matches, bool IsWeaker) Verify(string hash, string password)
    {
        if (!TryRead(hash, out var parameters, out var salt, out var expected))
            return (false, false);
        var matches = CryptographicOperations.FixedTimeEquals(Derive(password, salt, parameters), expected);
        return (matches, parameters.MemorySize < Current.MemorySize || parameters.NumberOfPasses < Current.NumberOfPasses);
    }

    // Only the overload for bytes hashes what the `argon2` program hashes.
    private static byte[] Derive(string password, byte[] salt, in Argon2Parameters parameters)
    {
        var bytes = Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormKC));
        try
        {
            return PasswordBasedKeyDerivationAlgorithm.Argon2id(parameters).DeriveBytes(bytes, salt, Bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private static bool TryRead(string hash, out Argon2Parameters parameters, out byte[] salt, out byte[] expected)
    {
        (parameters, salt, expected) = (default, [], []);
        if (hash.Split('$') is not ["", "argon2id", "v=19", var costs, var saltText, var hashText]
            || costs.Split(',') is not [var memory, var passes, "p=1"])
            return false;
        var (m, t) = (Number(memory, "m="), Number(passes, "t="));
        if (m is < 8 or > MaxMemory || t is < 1 or > MaxPasses)
            return false;
        (salt, expected) = (Bytes64(saltText), Bytes64(hashText));
        parameters = new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = m, NumberOfPasses = t };
        return salt.Length == SaltBytes && expected.Length == Bytes;
    }

    private static long Number(string text, string name) =>
        text.StartsWith(name, StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    // The PHC format has no padding.
    private static string Base64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[] Bytes64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='), bytes, out var written)
            ? bytes[..written] : [];
    }
}
