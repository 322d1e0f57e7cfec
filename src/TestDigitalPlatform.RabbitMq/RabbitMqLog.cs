using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.RabbitMq;

/// <summary>What happens between a service and its broker.</summary>
internal static partial class RabbitMqLog
{
    [LoggerMessage(2390, LogLevel.Information, "Connected to RabbitMQ at {Host}:{Port} to {Purpose} messages.")]
    internal static partial void Connected(ILogger logger, string host, int port, string purpose);

    [LoggerMessage(
        2391, LogLevel.Warning,
        "The connection to RabbitMQ that is used to {Purpose} messages was lost ({Reason}); reconnecting.")]
    internal static partial void Lost(ILogger logger, string purpose, string reason);

    [LoggerMessage(2392, LogLevel.Warning, "RabbitMQ accepts no messages now ({Reason}); they wait in the outbox.")]
    internal static partial void Blocked(ILogger logger, string reason);

    [LoggerMessage(2393, LogLevel.Information, "RabbitMQ accepts messages again.")]
    internal static partial void Unblocked(ILogger logger);

    [LoggerMessage(2394, LogLevel.Warning, "RabbitMQ stopped sending messages from the queue {Queue}; subscribing again.")]
    internal static partial void Cancelled(ILogger logger, string queue);

    [LoggerMessage(
        2395, LogLevel.Warning,
        "The retry of the message {Message} succeeded, but the queue {Queue} that waits for the acknowledgement does not exist.")]
    internal static partial void Unacknowledged(ILogger logger, Guid message, string queue);

    [LoggerMessage(
        2396, LogLevel.Warning,
        "Messages that others send with a delay don't reach the queue {Queue}: the user may not use 'nsb.v2.delay-delivery'.")]
    internal static partial void NoDelays(ILogger logger, string queue, Exception exception);

    [LoggerMessage(
        2397, LogLevel.Warning,
        "The queue {Queue} of another system can't be read now ({Reason}); trying again every {Interval}.")]
    internal static partial void NoForeignQueue(ILogger logger, string queue, string reason, TimeSpan interval);

    [LoggerMessage(2398, LogLevel.Information, "Reading the queue {Queue} of another system.")]
    internal static partial void ForeignQueueRead(ILogger logger, string queue);
}
