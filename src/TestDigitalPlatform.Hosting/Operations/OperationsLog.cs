using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Operations;

internal static partial class OperationsLog
{
    [LoggerMessage(2051, LogLevel.Error,
        "{Operation}: a response is larger than the {Bytes} bytes that one caller's responses may use.")]
    internal static partial void AnswerTooLarge(ILogger logger, string? operation, long bytes);
}
