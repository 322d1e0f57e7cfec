using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Problems;

internal static partial class ProblemsLog
{
    [LoggerMessage(2000, LogLevel.Error, "{Method} {Operation} failed, trace {TraceId}.")]
    internal static partial void Unexpected(
        ILogger logger, string method, string? operation, string traceId, Exception exception);

    [LoggerMessage(2001, LogLevel.Warning, "{Method} {Operation}: the database is not available.")]
    internal static partial void Unavailable(ILogger logger, string method, string? operation, Exception exception);

    [LoggerMessage(2070, LogLevel.Error, "{Method} {Operation}: the answer can't be written as JSON: {Reason}")]
    internal static partial void Unwritable(
        ILogger logger, string method, string? operation, string reason, Exception exception);

    [LoggerMessage(
        2310, LogLevel.Warning, "{Method} {Operation}: a service that this one depends on does not respond.")]
    internal static partial void DependencyUnavailable(
        ILogger logger, string method, string? operation, Exception exception);

    [LoggerMessage(
        2311, LogLevel.Error,
        "{Method} {Operation}: a service that this one depends on returned an invalid response.")]
    internal static partial void DependencyFailed(
        ILogger logger, string method, string? operation, Exception exception);

    [LoggerMessage(2002, LogLevel.Debug, "{Method} {Operation}: the client disconnected.")]
    internal static partial void HungUp(ILogger logger, string method, string? operation);
}
