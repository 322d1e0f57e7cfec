using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Identity.Keys;

internal static partial class KeysLog
{
    [LoggerMessage(3200, LogLevel.Information, "The signing keys have changed; {Count} keys are in use or published.")]
    internal static partial void Changed(ILogger logger, int count);

    [LoggerMessage(3201, LogLevel.Warning, "The signing keys can't be read; those known remain in use.")]
    internal static partial void LookFailed(ILogger logger, Exception exception);
}
