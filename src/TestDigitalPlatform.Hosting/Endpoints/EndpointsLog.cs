using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Endpoints;

internal static partial class EndpointsLog
{
    [LoggerMessage(
        2450, LogLevel.Warning,
        "Refused {Method} {Endpoint}: the endpoint does not say who may use it. Add .Allow(…) or .AllowAnonymous().")]
    internal static partial void Closed(ILogger logger, string method, string? endpoint);
}
