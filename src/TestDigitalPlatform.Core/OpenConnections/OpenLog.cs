using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.OpenConnections;

internal static partial class OpenLog
{
    [LoggerMessage(
        2500, LogLevel.Error,
        "A function given to Db.Open ran on for {Seconds} s after it was canceled. Its connection was terminated.")]
    internal static partial void Terminated(ILogger logger, double seconds);

    [LoggerMessage(2501, LogLevel.Warning, "A connection of Db.Open was not returned in the usual way.")]
    internal static partial void NotReturned(ILogger logger, Exception exception);

    [LoggerMessage(2502, LogLevel.Warning, "A function given to Db.Open failed after its connection was terminated.")]
    internal static partial void EndedLate(ILogger logger, Exception? exception);
}
