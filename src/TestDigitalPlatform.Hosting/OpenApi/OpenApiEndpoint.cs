using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>Serves the document to whoever asks: it says what may be done, not what is there.</summary>
internal static class OpenApiEndpoint
{
    internal const string Path = "/openapi/v1.json";

    internal static void MapOpenApi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(Path, [HttpMethods.Get, HttpMethods.Head], (RequestDelegate)Serve)
            .WithMetadata(new AllowAnonymousAttribute())
            .WithDisplayName("OpenAPI document");

    private static Task Serve(HttpContext context)
    {
        var document = context.RequestServices.GetRequiredService<OpenApiDocuments>();
        // Kept by the browser, but asked for again: a new version of the service is seen at once.
        context.Response.Headers.CacheControl = "no-cache";
        var tag = new EntityTagHeaderValue(document.ETag);
        return Results.Bytes(document.Json, "application/json; charset=utf-8", entityTag: tag).ExecuteAsync(context);
    }
}
