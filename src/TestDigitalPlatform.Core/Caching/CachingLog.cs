using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Caching;

internal static partial class CachingLog
{
    [LoggerMessage(
        1200, LogLevel.Warning,
        "Cache invalidations from other nodes are not arriving: cached answers were dropped; trying again.")]
    internal static partial void SignalsLost(ILogger logger, Exception exception);

    [LoggerMessage(
        1210, LogLevel.Warning,
        "Stopping with {Lines} cache invalidations unsent: cached answers on other nodes stay until they expire.")]
    internal static partial void SignalsLeft(ILogger logger, int lines, Exception exception);
}
