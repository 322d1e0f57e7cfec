using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TestDigitalPlatform.Hosting.OpenApi.Transformers;

/// <summary>Introduces the service, and puts everything into an order that does not depend on how it was
/// registered.</summary>
internal sealed class DocumentTransformer(DocumentStates states) : IOpenApiDocumentTransformer
{
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var state = states.Of(document);
        var service = context.DocumentName == OpenApiBuilderExtensions.Platform ? state.Service.OfPlatform : state.Service;
        document.Info = new OpenApiInfo
        {
            Title = service.Name,
            Version = service.Version,
            Description = new Introduction(service, state.Comments, state.Operations).Text(),
        };
        // Wherever the document came from, the service is there.
        document.Servers = [new OpenApiServer { Url = "/" }];
        document.Paths = Sorted(document.Paths);
        document.Tags = Tags(document);
        document.Extensions = ServiceExtensions.Of(service, state.Comments);
        var components = document.Components ??= new OpenApiComponents();
        components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        components.SecuritySchemes[AccessDescription.Bearer] = Token();
        if (components.Responses is { } responses)
            components.Responses = new SortedDictionary<string, IOpenApiResponse>(responses, StringComparer.Ordinal);
        return Task.CompletedTask;
    }

    private static OpenApiPaths Sorted(OpenApiPaths paths)
    {
        var sorted = new OpenApiPaths();
        foreach (var (path, item) in paths.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (item is OpenApiPathItem { Operations: { } operations } own)
                own.Operations = operations.OrderBy(o => o.Key.Method, StringComparer.Ordinal)
                    .ToDictionary(o => o.Key, o => o.Value);
            sorted.Add(path, item);
        }

        return sorted;
    }

    private static HashSet<OpenApiTag> Tags(OpenApiDocument document)
    {
        var described = (document.Tags ?? new HashSet<OpenApiTag>())
            .Where(tag => tag.Description is not null).ToDictionary(tag => tag.Name!, tag => tag.Description);
        var used = document.Paths.Values
            .SelectMany(path => path.Operations?.Values ?? Enumerable.Empty<OpenApiOperation>())
            .SelectMany(operation => operation.Tags ?? new HashSet<OpenApiTagReference>())
            .Select(tag => tag.Reference.Id!).Distinct().Order(StringComparer.Ordinal);
        return [.. used.Select(name => new OpenApiTag
        {
            Name = name, Description = described.GetValueOrDefault(name) ?? $"What is reached under `/{name}`.",
        })];
    }

    private static OpenApiSecurityScheme Token() => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = "JWT",
        Description = "A signed access token: `Authorization: Bearer …` (RFC 6750). " + Introduction.HowToGetToken,
    };
}
