using System.Reflection;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes what a caller says in the path, in the query string and in headers.</summary>
internal sealed class Parameters(SchemaCatalogue schemas, Examples examples)
{
    internal List<IOpenApiParameter> Of(OperationParts parts)
    {
        var operation = parts.Operation;
        return
        [
            .. parts.Route.Select(Route),
            .. Query(parts),
            .. HeaderParameters.Of(operation),
        ];
    }

    private IEnumerable<IOpenApiParameter> Query(OperationParts parts)
    {
        var filters = new FilterParameters(schemas);
        var message = parts.Operation.Message;
        return parts.Query.Where(m => !parts.IsPage || !PageParameters.Names.Contains(m.Name))
            .SelectMany(m => FilterParameters.Accepts(m) ? filters.Of(m) : [Plain(m)])
            .Concat(parts.IsPage ? PageParameters.Of(message.GetCustomAttribute<SortableAttribute>()) : []);
    }

    private OpenApiParameter Route(Member member) => new()
    {
        Name = member.Name,
        In = ParameterLocation.Path,
        Required = true,
        Description = member.Comment.Summary,
        Schema = schemas.OfParameter(member),
        Example = examples.Of(member),
    };

    // No example unless its author gave one: a reader's first try should not send every optional parameter.
    private OpenApiParameter Plain(Member member) => new()
    {
        Name = member.Name,
        In = ParameterLocation.Query,
        Required = member.Required,
        Description = member.Comment.Summary,
        Schema = schemas.OfParameter(member),
        Example = member.Required || member.Comment.Example is not null ? examples.Of(member) : null,
    };
}
