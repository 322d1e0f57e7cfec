using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Hosting.Deprecations;

/// <summary>Tells callers of operations that will go, and tells operators who they are.</summary>
internal sealed class DeprecationMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata && metadata.GetMetadata<Deprecation>() is { } deprecation
            ? Tell(context, deprecation, metadata.GetRequiredMetadata<Operation>())
            : next(context);

    private async Task Tell(HttpContext context, Deprecation deprecation, Operation operation)
    {
        deprecation.Tell(context);
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("tdp.deprecated", true);
        try
        {
            await next(context);
        }
        finally
        {
            // Only now is it known who called.
            PlatformTelemetry.DeprecatedCall(operation.Name, context.Features.Get<Caller>()?.Customer);
        }
    }
}
