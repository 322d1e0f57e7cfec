using OtpNet;

namespace TestDigitalPlatform.Identity.Accounts;

/// <summary>Codes of authenticator apps (RFC 6238): 6 digits, every 30 seconds, SHA-1, since apps know nothing else.</summary>
internal static class TotpCodes
{
    private const int SecretBytes = 20;

    // A step of clock skew on either side (section 5.2).
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    internal static byte[] NewSecret() => KeyGeneration.GenerateRandomKey(SecretBytes);

    internal static string Text(byte[] secret) => Base32Encoding.ToString(secret).TrimEnd('=');

    /// <summary>The address that apps read from a QR code.</summary>
    internal static string Address(byte[] secret, string issuer, string email)
    {
        var (name, account) = (Uri.EscapeDataString(issuer), Uri.EscapeDataString(email));
        return $"otpauth://totp/{name}:{account}?secret={Text(secret)}&issuer={name}";
    }

    /// <summary>The step that a code is of; <see langword="null"/> when it is none of now.</summary>
    internal static long? Step(byte[] secret, string code, DateTimeOffset now) =>
        new Totp(secret).VerifyTotp(now.UtcDateTime, code.Replace(" ", "", StringComparison.Ordinal), out var step, Window)
            ? step : null;
}
