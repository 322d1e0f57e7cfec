using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Caching;

internal static partial class CachingLog
{
    [LoggerMessage(
        1200, LogLevel.Warning,
        "Word of changes on other nodes is not getting through: cached answers were dropped; trying again.")]
    internal static partial void SignalsLost(ILogger logger, Exception exception);

    [LoggerMessage(
        1210, LogLevel.Warning,
        "Stopping with {Lines} changes that other nodes were not told of: their cached answers live out their time.")]
    internal static partial void SignalsLeft(ILogger logger, int lines, Exception exception);
}
