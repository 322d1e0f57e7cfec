using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Projections;

internal static partial class ProjectionsLog
{
    [LoggerMessage(
        2412, LogLevel.Information, "The projection {Projection} was rebuilt from {Events} events in {Milliseconds} ms.")]
    internal static partial void Rebuilt(ILogger logger, string projection, long events, long milliseconds);

    [LoggerMessage(2413, LogLevel.Error, "The projection {Projection} could not be rebuilt. It is as it was.")]
    internal static partial void Failed(ILogger logger, string projection, Exception exception);

    [LoggerMessage(2415, LogLevel.Information, "The history of {Events} events was sent to {Service}.")]
    internal static partial void Sent(ILogger logger, string service, long events);

    [LoggerMessage(2416, LogLevel.Error, "The history of events could not be sent to {Service}.")]
    internal static partial void NotSent(ILogger logger, string service, Exception exception);
}
