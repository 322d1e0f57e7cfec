using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Operations;

internal static partial class OperationsLog
{
    [LoggerMessage(2051, LogLevel.Error,
        "{Operation}: an answer is larger than the {Bytes} bytes that one caller's answers may take.")]
    internal static partial void AnswerTooLarge(ILogger logger, string? operation, long bytes);
}
