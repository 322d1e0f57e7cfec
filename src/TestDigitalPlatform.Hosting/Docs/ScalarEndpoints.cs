using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using TestDigitalPlatform.Hosting.OpenApi;

namespace TestDigitalPlatform.Hosting.Docs;

/// <summary>Serves Scalar, which lets a person read a service's operations and try them.</summary>
internal static class ScalarEndpoints
{
    internal const string Path = "/docs";

    private const string ScriptPath = "/docs/scalar.js";

    internal static void MapScalar(this IEndpointRouteBuilder endpoints)
    {
        var open = new AllowAnonymousAttribute();
        endpoints.MapGet(Path, (RequestDelegate)Page).WithMetadata(open).WithDisplayName("Scalar");
        endpoints.MapGet(ScriptPath, (RequestDelegate)Script).WithMetadata(open).WithDisplayName("Scalar's script");
    }

    private static Task Page(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ScalarPage.ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        var script = $"{ScriptPath}?v={ScalarScript.Hash}";
        var page = ScalarPage.Html(context.Request.PathBase, OpenApiEndpoint.Path, script);
        return Results.Text(page, "text/html; charset=utf-8").ExecuteAsync(context);
    }

    private static async Task Script(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/javascript; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        // The address names the content, so who has it need never ask again.
        response.Headers.CacheControl = context.Request.Query["v"] == ScalarScript.Hash
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        if (TakesGzip(context.Request))
        {
            response.Headers.ContentEncoding = "gzip";
            response.ContentLength = ScalarScript.Compressed.Length;
            await response.Body.WriteAsync(ScalarScript.Compressed, context.RequestAborted);
            return;
        }

        await using var plain = ScalarScript.Open();
        await plain.CopyToAsync(response.Body, context.RequestAborted);
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value is { Value: "gzip" or "*" } && e.Quality is not 0);
}
