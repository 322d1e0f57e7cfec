using System.Globalization;
using TestDigitalPlatform.Hosting.Webhooks;

namespace Tdp.Webhooks;

/// <summary>A webhook as it came, with what it says of itself (Standard Webhooks).</summary>
internal sealed record SignedMessage(string? Id, string? Timestamp, string? Signatures, string Body)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Why the message is not to be believed; <see langword="null"/> if it is.</summary>
    internal string? WhyNot(WebhookKey key, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(Id) || string.IsNullOrEmpty(Timestamp) || string.IsNullOrEmpty(Signatures))
            return "'webhook-id', 'webhook-timestamp' or 'webhook-signature' is missing.";
        // The bounds are those of an instant.
        if (!long.TryParse(Timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > 253_402_300_799)
            return "'webhook-timestamp' is not a number of seconds.";
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        if ((now - at).Duration() > Window)
            return "It was signed more than five minutes ago, or the clocks differ.";
        return key.HasSigned(Signatures, Id, at, Body) ? null : "The signature does not match the secret.";
    }
}
