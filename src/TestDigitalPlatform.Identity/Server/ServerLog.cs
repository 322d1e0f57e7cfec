using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Identity.Server;

internal static partial class ServerLog
{
    [LoggerMessage(3220, LogLevel.Warning, "Partitions of tokens could not be arranged, or old rows not removed; it is tried again in an hour.")]
    internal static partial void HousekeepingFailed(ILogger logger, Exception exception);
}
