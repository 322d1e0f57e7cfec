using System.Reflection;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Explorer;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes what a caller sends: in the path, in the query string, in headers and in the body.</summary>
internal static class Parameters
{
    internal static IEnumerable<DescribedParameter> Of(OperationParts parts) =>
    [
        .. parts.Route.Select(Route),
        .. Query(parts),
        .. HeaderParameters.Of(parts.Operation),
        .. parts.HasBody ? [Body(parts)] : Array.Empty<DescribedParameter>(),
    ];

    private static IEnumerable<DescribedParameter> Query(OperationParts parts) =>
        parts.Query.Where(m => !parts.IsPage || !PageParameters.Names.Contains(m.Name))
            .SelectMany(m => FilterParameters.Accepts(m) ? FilterParameters.Of(m) : [Plain(m)])
            .Concat(parts.IsPage
                ? PageParameters.Of(parts.Operation.Message.GetCustomAttribute<SortableAttribute>())
                : []);

    private static DescribedParameter Route(Member member) => DescribedParameter.Of(
        member.Name, member.Type, BindingSource.Path, schemas => schemas.OfParameter(member), member.Comment.Summary,
        isRequired: true, example: examples => examples.Of(member));

    // No example unless its author gave one: a reader's first try should not send every optional parameter.
    private static DescribedParameter Plain(Member member) => DescribedParameter.Of(
        member.Name, member.Type, BindingSource.Query, schemas => schemas.OfParameter(member), member.Comment.Summary,
        member.Required,
        member.Required || member.Comment.Example is not null ? examples => examples.Of(member) : null);

    private static DescribedParameter Body(OperationParts parts)
    {
        if (parts.TakesFile)
            return DescribedParameter.Of(
                "body", typeof(Stream), BindingSource.Body, _ => new OpenApiSchema(), description: null, isRequired: true);
        var message = parts.Operation.Message;
        return DescribedParameter.Of(
            "body", message, BindingSource.Body, schemas => schemas.Body(message, parts.Body), description: null,
            isRequired: true, example: examples => examples.OfBody(parts.Body));
    }
}
