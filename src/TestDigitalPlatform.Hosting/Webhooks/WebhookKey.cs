using System.Security.Cryptography;
using System.Text;
using StandardWebhooks;

namespace TestDigitalPlatform.Hosting.Webhooks;

/// <summary>A secret that a sender and a receiver of webhooks share (Standard Webhooks).</summary>
internal sealed class WebhookKey
{
    private const string Prefix = "whsec_";

    // As the specification bounds them.
    private const int MinBytes = 24;
    private const int MaxBytes = 64;

    private readonly StandardWebhook key;

    private WebhookKey(byte[] bytes) => key = new StandardWebhook(bytes);

    /// <summary>Makes a new secret.</summary>
    /// <returns>Its text, such as <c>whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLw…</c>.</returns>
    internal static string Create() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    /// <summary>Reads a secret: 24 to 64 bytes in Base64, after <c>whsec_</c> or without it.</summary>
    /// <returns><see langword="null"/> if it is not one.</returns>
    internal static WebhookKey? Read(string? text)
    {
        var base64 = text?.Trim() ?? "";
        if (base64.StartsWith(Prefix, StringComparison.Ordinal))
            base64 = base64[Prefix.Length..];
        var bytes = new byte[MaxBytes + 2];
        return Convert.TryFromBase64String(base64, bytes, out var count) && count is >= MinBytes and <= MaxBytes
            ? new WebhookKey(bytes[..count])
            : null;
    }

    /// <summary>Signs a message.</summary>
    /// <returns>The signature with its version, such as <c>v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=</c>.</returns>
    internal string Sign(string id, DateTimeOffset timestamp, string body) => key.Sign(id, timestamp, body);

    /// <summary>Whether one of these signatures is that of the message.</summary>
    /// <param name="signatures">The header's value: signatures with their versions, separated by spaces.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">When the attempt was made.</param>
    /// <param name="body">The body.</param>
    internal bool HasSigned(string signatures, string id, DateTimeOffset timestamp, string body)
    {
        // All are looked at, each in constant time.
        var (expected, isSigned) = (Encoding.UTF8.GetBytes(Sign(id, timestamp, body)), false);
        foreach (var signature in signatures.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            isSigned |= CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), expected);
        return isSigned;
    }
}
