using System.Globalization;
using Microsoft.AspNetCore.Http;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Webhooks.Incoming;

/// <summary>What the headers of a webhook say.</summary>
/// <param name="Id">What the sender repeats with each attempt.</param>
/// <param name="Timestamp">When the attempt was made.</param>
/// <param name="Signatures">Signatures with their versions, separated by spaces.</param>
internal sealed record WebhookEnvelope(string Id, DateTimeOffset Timestamp, string Signatures)
{
    // How far the clocks of the two may differ, and how long an attempt may be on its way.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <returns>The envelope, or why it is refused.</returns>
    internal static (WebhookEnvelope? Envelope, Problem? Problem) Read(IHeaderDictionary headers, DateTimeOffset now)
    {
        if (headers[WebhookHeaders.Id] is not [{ Length: > 0 and <= WebhookHeaders.MaxIdLength } id]
            || !id.All(char.IsAscii) || id.Any(char.IsControl)
            || headers[WebhookHeaders.Signature] is not [{ Length: > 0 and <= WebhookHeaders.MaxSignatureLength } signatures]
            || headers[WebhookHeaders.Timestamp] is not [{ Length: <= 12 } text]
            || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds())
            return (null, WebhookProblems.MissingHeader);
        var timestamp = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return (timestamp - now).Duration() > Window
            ? (null, WebhookProblems.OutsideWindow)
            : (new(id, timestamp, signatures), null);
    }
}
