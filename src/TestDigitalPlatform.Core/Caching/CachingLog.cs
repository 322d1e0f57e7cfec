using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Caching;

internal static partial class CachingLog
{
    [LoggerMessage(
        1200, LogLevel.Warning,
        "Word of changes on other nodes is not getting through: cached answers were dropped; trying again.")]
    internal static partial void SignalsLost(ILogger logger, Exception exception);
}
