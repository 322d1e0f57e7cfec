using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Identity.Revocations;

internal static partial class RevocationsLog
{
    [LoggerMessage(3210, LogLevel.Warning, "Revocations can't be read; services that follow this node refuse tokens after 5 seconds.")]
    internal static partial void LookFailed(ILogger logger, Exception exception);
}
