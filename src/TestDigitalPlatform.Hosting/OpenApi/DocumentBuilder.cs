using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi;

/// <summary>Puts a service's OpenAPI document together.</summary>
internal static class DocumentBuilder
{
    internal static OpenApiDocument Build(DescribedService service, DocComments comments)
    {
        var document = Frame(service);
        var members = new Members(comments);
        var names = new SchemaNames();
        names.Reserve("Problem");
        var schemas = new SchemaCatalogue(document, comments, members, names);
        var descriptions = new OperationDescriptions(document, comments, members, schemas);

        var ordered = service.Operations.Select(o => new OperationParts(o, members))
            .OrderBy(p => p.Path, StringComparer.Ordinal)
            .ThenBy(p => p.Operation.Method, StringComparer.Ordinal)
            .ToList();
        // References to tags look them up, so they must be there first.
        foreach (var tag in ordered.Select(p => p.Tag).Distinct())
            document.Tags!.Add(new OpenApiTag { Name = tag, Description = $"What is reached under `/{tag}`." });
        foreach (var parts in ordered)
            Path(document, parts.Path).AddOperation(new HttpMethod(parts.Operation.Method), descriptions.Of(parts));
        document.Info.Description = new Introduction(service, comments, ordered).Text();
        document.Extensions = ServiceExtensions.Of(service, comments);
        return document;
    }

    private static OpenApiDocument Frame(DescribedService service) => new()
    {
        Info = new OpenApiInfo { Title = service.Name, Version = service.Version },
        Servers = [new OpenApiServer { Url = "/" }],
        Paths = [],
        Tags = new HashSet<OpenApiTag>(),
        Components = new OpenApiComponents
        {
            Schemas = new SortedDictionary<string, IOpenApiSchema>(StringComparer.Ordinal),
            Responses = new SortedDictionary<string, IOpenApiResponse>(StringComparer.Ordinal),
            SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [OperationDescriptions.Bearer] = new OpenApiSecurityScheme
                {
                    Type = SecuritySchemeType.Http,
                    Scheme = "bearer",
                    BearerFormat = "JWT",
                    Description = "A signed access token: `Authorization: Bearer …` (RFC 6750). " + Introduction.HowToGetToken,
                },
            },
        },
    };

    private static OpenApiPathItem Path(OpenApiDocument document, string path)
    {
        if (document.Paths.TryGetValue(path, out var known))
            return (OpenApiPathItem)known;
        var item = new OpenApiPathItem();
        document.Paths.Add(path, item);
        return item;
    }
}
