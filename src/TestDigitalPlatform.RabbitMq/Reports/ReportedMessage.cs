using System.Security.Cryptography;
using System.Text;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Publishing;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Reports;

/// <summary>What NServiceBus' tools read of a message: its copy in an error queue or an audit queue, and that a retry
/// succeeded.</summary>
internal static class ReportedMessage
{
    // In bytes, since a message's headers must fit into one frame (128 KiB) with those that it came with (32 KiB).
    private const int MaxMessageBytes = 16_384;
    private const int MaxStackBytes = 32_768;

    /// <summary>A message that failed for good, as in an error queue of NServiceBus.</summary>
    internal static OutgoingMessage Failed(string queue, TransportMessage message, MessageFailure failure, DateTimeOffset at, WireSender by)
    {
        var headers = new Dictionary<string, string?>(20, StringComparer.Ordinal)
        {
            [WireHeaders.Retries] = null,
            [WireHeaders.ImmediateRetries] = null,
            [WireHeaders.FailedQueue] = by.Endpoint,
            [WireHeaders.TimeOfFailure] = WireTime.Write(at),
            [WireHeaders.StartNewTrace] = message.TraceParent is null ? message.Headers[WireHeaders.StartNewTrace] : "True",
        };
        foreach (var (name, value) in failure.Details.All)
            headers[WireHeaders.ExceptionInfo + name] = value;
        headers[WireHeaders.ExceptionInfo + "ExceptionType"] = failure.Cause;
        headers[WireHeaders.ExceptionInfo + "StackTrace"] = Cut(failure.Error, MaxStackBytes);
        headers.TryAdd(WireHeaders.ExceptionInfo + MessageFailure.Message, Cut(failure.Error, MaxMessageBytes));
        return new OutgoingMessage(queue, WireMessage.Copy(message, headers.Concat(Processed(by))), message.Body);
    }

    /// <summary>A message that was handled, as in an audit queue of NServiceBus.</summary>
    internal static OutgoingMessage Handled(string queue, MessageOutcome outcome, bool isAcknowledged, WireSender by)
    {
        var headers = new Dictionary<string, string?>(8, StringComparer.Ordinal)
        {
            [WireHeaders.ProcessingStarted] = WireTime.Write(outcome.BegunAt),
            [WireHeaders.ProcessingEnded] = WireTime.Write(outcome.EndedAt),
            [WireHeaders.AcknowledgementSent] = isAcknowledged ? "true" : null,
        };
        return new OutgoingMessage(queue, WireMessage.Copy(outcome.Message, headers.Concat(Processed(by))), outcome.Message.Body);
    }

    /// <summary>Whom ServiceControl wants to be told when the message that it sent again is handled.</summary>
    internal static string? WaitsForAcknowledgement(TransportMessage message) =>
        message.Headers[WireHeaders.UniqueMessageId] is { Length: > 0 } ? message.Headers[WireHeaders.AcknowledgementQueue] : null;

    /// <summary>The word that a message which ServiceControl sent again was handled.</summary>
    internal static OutgoingMessage Acknowledged(string queue, TransportMessage message, DateTimeOffset now) => new(
        queue,
        WireMessage.Control(
        [
            new(WireHeaders.RetrySuccessful, WireTime.Write(now)),
            new(WireHeaders.UniqueMessageId, message.Headers[WireHeaders.UniqueMessageId]),
        ]),
        ReadOnlyMemory<byte>.Empty);

    /// <summary>The headers of a message that fails: with them, handling it later settles the failure in ServiceControl,
    /// whoever has it handled.</summary>
    internal static MessageHeaders Failing(TransportMessage message, string errorQueue, string endpoint) => message.Headers.With(
    [
        new(WireHeaders.UniqueMessageId, message.Headers[WireHeaders.UniqueMessageId] ?? UniqueId(message, endpoint)),
        new(WireHeaders.AcknowledgementQueue, message.Headers[WireHeaders.AcknowledgementQueue] ?? errorQueue),
    ]);

    // The name that ServiceControl gives a failure. MD5 is its choice, and no secret depends on it.
#pragma warning disable CA5351
    private static string UniqueId(TransportMessage message, string endpoint) => new Guid(MD5.HashData(
        Encoding.UTF8.GetBytes((message.Headers[WireHeaders.MessageId] ?? message.Id.ToString()) + endpoint))).ToString();
#pragma warning restore CA5351

    private static KeyValuePair<string, string?>[] Processed(WireSender by) =>
    [
        new(WireHeaders.ProcessingEndpoint, by.Endpoint),
        new(WireHeaders.ProcessingMachine, by.Machine),
        new(WireHeaders.HostId, by.HostId),
        new(WireHeaders.HostDisplayName, by.Machine),
    ];

    private static string Cut(string text, int maxBytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= maxBytes)
            return text;
        var (bytes, kept) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > maxBytes)
                break;
            bytes += rune.Utf8SequenceLength;
            kept += rune.Utf16SequenceLength;
        }

        return text[..kept];
    }
}
