using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Inbox;

internal static partial class InboxLog
{
    [LoggerMessage(
        1620, LogLevel.Warning, "{Event} {Message}: attempt {Attempt} failed; trying again at once.")]
    internal static partial void TriedAgain(ILogger logger, string @event, Guid message, int attempt, Exception exception);

    [LoggerMessage(
        1621, LogLevel.Warning, "{Event} {Message} failed; it will be tried again later (delay {Attempts}).")]
    internal static partial void Delayed(ILogger logger, string @event, Guid message, int attempts, Exception? exception);

    [LoggerMessage(1622, LogLevel.Error, "{Event} {Message} failed {Attempts} times; it is not tried again.")]
    internal static partial void GivenUp(ILogger logger, string @event, Guid message, int attempts, Exception? exception);

    [LoggerMessage(
        1623, LogLevel.Error, "{Event} {Message} went to the error queue ({Cause}). Replay or discard it there.")]
    internal static partial void Failed(ILogger logger, string @event, Guid message, string cause);

    [LoggerMessage(
        1626, LogLevel.Warning,
        "The transport or the database is away: no messages are handled now. They stay; trying again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);

    [LoggerMessage(1627, LogLevel.Information, "Messages are taken again, after {Failures} failed attempts.")]
    internal static partial void Recovered(ILogger logger, int failures);
}
