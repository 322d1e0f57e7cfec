using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>Keeps each document as it was written for whoever asked first, under a tag: nothing in it changes while the
/// service runs.</summary>
/// <param name="write">Writes the document that the route names.</param>
internal sealed class DocumentCache(RequestDelegate write)
{
    private readonly Dictionary<string, Task<IResult>> kept = [];
    private readonly Lock gate = new();

    internal async Task Serve(HttpContext context)
    {
        // The package looks documents up by their names in lower case.
        var name = (context.GetRouteValue("documentName") as string ?? "v1").ToLowerInvariant();
        if (context.RequestServices.GetKeyedService<IOpenApiDocumentProvider>(name) is null)
        {
            await Problem.Write(context, ProblemOfException.OfStatus(StatusCodes.Status404NotFound));
            return;
        }

        var document = await Written(name, context);
        // Kept by the browser, but asked for again: a new version of the service is seen at once.
        context.Response.Headers.CacheControl = "no-cache";
        await document.ExecuteAsync(context);
    }

    // What is written for the first who asks serves all; what fails is tried again for the next.
    private Task<IResult> Written(string name, HttpContext context)
    {
        lock (gate)
        {
            if (!kept.TryGetValue(name, out var document) || document.IsFaulted)
                kept[name] = document = Task.Run(() => Write(context));
            return document;
        }
    }

    private async Task<IResult> Write(HttpContext context)
    {
        // The package sorts schemas as the server's culture does.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        // Others wait for it too, when the first hangs up.
        context.RequestAborted = CancellationToken.None;
        using var content = new MemoryStream();
        var body = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(content));
        try
        {
            await write(context);
            await context.Response.BodyWriter.FlushAsync();
        }
        finally
        {
            context.Features.Set(body);
        }

        var bytes = content.ToArray();
        var tag = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
        return Results.Bytes(
            bytes, "application/json; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{tag}\""));
    }
}
