using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Endpoints;

internal static partial class EndpointsLog
{
    [LoggerMessage(
        2450, LogLevel.Warning,
        "{Method} {Endpoint} was refused: the endpoint does not say who may use it, so nobody may. Where it is mapped, "
        + "add .Allow(…) or .AllowAnonymous().")]
    internal static partial void Closed(ILogger logger, string method, string? endpoint);
}
