using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Client.Resilience;

internal static partial class ClientLog
{
    [LoggerMessage(2100, LogLevel.Warning, "A call to {Client} failed; retry {Attempt} in {Milliseconds} ms.")]
    internal static partial void Repeated(ILogger logger, string client, int attempt, long milliseconds);

    [LoggerMessage(
        2101, LogLevel.Warning,
        "{Client} keeps failing: calls are suspended for {Seconds} s, then one is tried.")]
    internal static partial void Stopped(ILogger logger, string client, int seconds);

    [LoggerMessage(2102, LogLevel.Information, "{Client} responds again: calls are resumed.")]
    internal static partial void Resumed(ILogger logger, string client);

    [LoggerMessage(
        2103, LogLevel.Warning,
        "{Client}: {Operation} is deprecated since {Since} and may be removed on {Sunset}. Replacement: {Successor}.")]
    internal static partial void Deprecated(
        ILogger logger, string client, string operation, string since, string sunset, string successor);
}
