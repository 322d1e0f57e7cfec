using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TestDigitalPlatform.Hosting.Endpoints;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>Serves the documents to whoever asks: they say what may be done, not what is there.</summary>
internal static class OpenApiEndpoint
{
    /// <summary>Where the service's own document is.</summary>
    internal const string Path = "/openapi/v1.json";

    /// <summary>Where the document of the platform's own operations is, in a service that has any.</summary>
    internal const string PlatformPath = $"/openapi/{OpenApiBuilderExtensions.Platform}.json";

    internal static void MapDocuments(this IEndpointRouteBuilder endpoints) => endpoints.MapOpenApi()
        .WithMetadata(new AllowAnonymousAttribute(), PlatformMetadata.Instance)
        .WithDisplayName("OpenAPI document")
        .Add(endpoint =>
        {
            endpoint.Metadata.Add(new HttpMethodMetadata([HttpMethods.Get, HttpMethods.Head]));
            endpoint.RequestDelegate = new DocumentCache(endpoint.RequestDelegate!).Serve;
            // A team that maps its own is served by that.
            ((RouteEndpointBuilder)endpoint).Order = int.MaxValue;
        });
}
