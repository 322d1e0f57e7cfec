using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Connections;

internal static partial class ConnectionsLog
{
    [LoggerMessage(2050, LogLevel.Warning,
        "{Count} connections were closed to make room for others; {Open} are open.")]
    internal static partial void Ended(ILogger logger, long count, int open);
}
