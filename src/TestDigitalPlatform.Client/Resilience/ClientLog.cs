using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Client.Resilience;

internal static partial class ClientLog
{
    [LoggerMessage(2100, LogLevel.Warning, "A call to {Client} failed: again ({Attempt}) in {Milliseconds} ms.")]
    internal static partial void Repeated(ILogger logger, string client, int attempt, long milliseconds);

    [LoggerMessage(2101, LogLevel.Warning, "{Client} keeps failing: no calls for {Seconds} s, then one tries again.")]
    internal static partial void Stopped(ILogger logger, string client, int seconds);

    [LoggerMessage(2102, LogLevel.Information, "{Client} answers again.")]
    internal static partial void Resumed(ILogger logger, string client);

    [LoggerMessage(
        2103, LogLevel.Warning,
        "{Client}: {Operation} is deprecated since {Since}, may be gone from {Sunset} on; in its place: {Successor}.")]
    internal static partial void Deprecated(
        ILogger logger, string client, string operation, string since, string sunset, string successor);
}
