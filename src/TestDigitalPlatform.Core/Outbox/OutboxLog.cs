using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Outbox;

internal static partial class OutboxLog
{
    [LoggerMessage(
        1600, LogLevel.Warning,
        "Events can't be carried to the transport now. They wait in the outbox; trying again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);

    [LoggerMessage(
        1601, LogLevel.Information, "Events are carried to the transport again, after {Failures} failed attempts.")]
    internal static partial void Recovered(ILogger logger, int failures);

    [LoggerMessage(
        1602, LogLevel.Warning,
        "{Service} tells events, but no transport is configured: they wait in the outbox. Set 'messages'.")]
    internal static partial void NoTransport(ILogger logger, string service);

    [LoggerMessage(
        1603, LogLevel.Error,
        "{Event} {Message} was refused by the transport. It stays in the outbox and is tried again every minute; others go on.")]
    internal static partial void Refused(ILogger logger, string @event, Guid message, Exception exception);

    [LoggerMessage(
        2410, LogLevel.Error,
        "The event {Event} was refused (TDP0402): it has {Bytes} bytes and may have {MaxBytes}. Give its members limits.")]
    internal static partial void TooLarge(ILogger logger, string @event, int bytes, int maxBytes);

    [LoggerMessage(
        2411, LogLevel.Error,
        "The event {Event} was refused (TDP0403): its subject or key has over {MaxLength} characters, or a NUL character.")]
    internal static partial void WrongKey(ILogger logger, string @event, int maxLength);

    [LoggerMessage(
        2417, LogLevel.Error, "The reply {Event} {Message} was dropped: the receiver {Receiver} has no queue.")]
    internal static partial void Undeliverable(
        ILogger logger, string @event, Guid message, string receiver, Exception exception);
}
