using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Development;

internal static partial class DevelopmentLog
{
    [LoggerMessage(2400, LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds} ms ({Operation}), trace {TraceId}")]
    internal static partial void Answered(
        ILogger logger, string method, string path, int status, double milliseconds, string operation, string traceId);

    [LoggerMessage(2401, LogLevel.Information, "{Method} {Path} {Status} in {Milliseconds} ms ({Operation}): {Code}: {Reason} Trace {TraceId}")]
    internal static partial void Refused(
        ILogger logger, string method, string path, int status, double milliseconds, string operation, string code,
        string reason, string traceId);

    [LoggerMessage(2403, LogLevel.Information, "A request from {Address} was not understood: {Status} {Code}: {Reason}")]
    internal static partial void NotUnderstood(
        ILogger logger, string address, int status, string code, string reason);

    [LoggerMessage(
        2402, LogLevel.Error,
        "A statement of {Operation} failed: {Error} ({SqlState}), in {Place}. Trace {TraceId}")]
    internal static partial void WrongStatement(
        ILogger logger, string? operation, string error, string sqlState, string place, string traceId);
}
