using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Files;

internal static partial class FilesLog
{
    [LoggerMessage(1500, LogLevel.Warning, "The file {File} could not be removed; it will be tried again within 90 minutes.")]
    internal static partial void NotRemoved(ILogger logger, FileId file, Exception exception);
}
