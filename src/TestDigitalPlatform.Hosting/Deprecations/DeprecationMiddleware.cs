using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Hosting.Deprecations;

/// <summary>Tells callers of operations that will go, and tells operators who they are.</summary>
internal sealed class DeprecationMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()!.Metadata;
        metadata.GetRequiredMetadata<Deprecation>().Tell(context);
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("tdp.deprecated", true);
        try
        {
            await next(context);
        }
        finally
        {
            // Only now is it known who called.
            PlatformTelemetry.DeprecatedCall(
                metadata.GetRequiredMetadata<Operation>().Name, context.Features.Get<Caller>()?.Customer);
        }
    }
}
