using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Streams;

internal static partial class StreamsLog
{
    internal static void BrokenOff(HttpContext context, Exception exception) => BrokenOff(
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(StreamsLog).FullName!),
        context.GetEndpoint()?.DisplayName, Activity.Current?.TraceId.ToString() ?? "none", exception);

    [LoggerMessage(2610, LogLevel.Error, "{Operation}: an answer was broken off after it had begun. Trace {TraceId}")]
    private static partial void BrokenOff(ILogger logger, string? operation, string traceId, Exception exception);
}
