using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Start;

internal static partial class StartLog
{
    [LoggerMessage(2440, LogLevel.Critical, "The service can't start. {Reason}")]
    internal static partial void Failed(ILogger logger, string reason);
}
