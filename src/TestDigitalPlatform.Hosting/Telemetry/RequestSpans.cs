using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace TestDigitalPlatform.Hosting.Telemetry;

/// <summary>Names request spans by their route and says how they ended, by OpenTelemetry's conventions.</summary>
/// <remarks>The framework tells a span what is known when a request comes, and nothing of what came of it.</remarks>
internal sealed class RequestSpans : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(static (context, proceed) => Follow(context, proceed));
        next(app);
    };

    private static async Task Follow(HttpContext context, RequestDelegate proceed)
    {
        try
        {
            await proceed(context);
        }
        finally
        {
            if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true } span)
                Complete(span, context);
        }
    }

    private static void Complete(Activity span, HttpContext context)
    {
        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (Route(context) is { } route)
        {
            span.SetTag("http.route", route);
            span.DisplayName = $"{context.Request.Method} {route}";
        }
        else
        {
            // A path that nobody serves may be any text, and a name should be one of few.
            span.DisplayName = context.Request.Method;
        }

        if (status < StatusCodes.Status500InternalServerError)
            return;
        span.SetStatus(ActivityStatusCode.Error);
        span.SetTag("error.type", status.ToString(CultureInfo.InvariantCulture));
    }

    // The exception handler takes the endpoint away and remembers it.
    private static string? Route(HttpContext context)
    {
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        return (endpoint as RouteEndpoint)?.RoutePattern.RawText;
    }
}
