using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Paths;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;
using TestDigitalPlatform.Hosting.Problems;
using TestDigitalPlatform.Hosting.Streams;

namespace TestDigitalPlatform.Hosting.OpenApi.Explorer;

/// <summary>Tells ApiExplorer of the service's operations, for whatever reads it: our document, and each tool that a
/// team adds.</summary>
/// <remarks>It is asked once, when the first reader asks.</remarks>
internal sealed class OperationExplorer(DescribedService service) : IApiDescriptionProvider
{
    private const string Json = "application/json";

    /// <summary>With the endpoints that a team maps itself.</summary>
    public int Order => -1_100;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        var comments = new DocComments();
        var members = new Members(comments);
        foreach (var operation in service.Operations)
            context.Results.Add(Describe(new OperationParts(operation, members), comments));
        foreach (var operation in service.Maintenance)
        {
            // What has the name of a group is in the document of that name, and in no other.
            var described = Describe(new OperationParts(operation, members), comments);
            described.GroupName = OpenApiBuilderExtensions.Platform;
            context.Results.Add(described);
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static ApiDescription Describe(OperationParts parts, DocComments comments)
    {
        var description = new ApiDescription
        {
            HttpMethod = parts.Operation.Method,
            RelativePath = parts.Path.TrimStart('/'),
            ActionDescriptor = new ActionDescriptor
            {
                DisplayName = parts.Operation.Name,
                RouteValues = { ["controller"] = parts.Tag },
                EndpointMetadata = [.. Metadata(parts, comments)],
            },
        };
        foreach (var parameter in Parameters.Of(parts))
            description.ParameterDescriptions.Add(parameter);
        foreach (var type in Taken(parts))
            description.SupportedRequestFormats.Add(new ApiRequestFormat { MediaType = type });
        foreach (var response in Responses(parts, comments))
            description.SupportedResponseTypes.Add(response);
        return description;
    }

    private static IEnumerable<string> Taken(OperationParts parts) => parts switch
    {
        { TakesFile: true } => parts.Operation.Accept!.Types.DefaultIfEmpty(FileDescriptions.AnyType),
        { HasBody: true } => [Json],
        _ => [],
    };

    private static IEnumerable<object> Metadata(OperationParts parts, DocComments comments)
    {
        var operation = parts.Operation;
        var text = comments.Of(operation.Message).Text;
        yield return parts;
        yield return operation;
        yield return new EndpointNameMetadata(JsonNamingPolicy.CamelCase.ConvertName(operation.Name));
        yield return new EndpointSummaryAttribute(OperationTitle.Of(operation.Name));
        yield return new EndpointDescriptionAttribute(
            string.Join("\n\n", new[] { text, parts.Deprecation?.Text }.Where(t => !string.IsNullOrEmpty(t))));
        yield return new TagsAttribute(parts.Tag);
        if (operation.IsPublic)
            yield return new AllowAnonymousAttribute();
        else if (operation.Allowed.Count == 0)
            yield return new AllowAttribute();
        foreach (var allowed in operation.Allowed)
            yield return new AllowAttribute([.. allowed.Roles]) { Permission = allowed.Permission };
        foreach (var attribute in operation.Message.GetCustomAttributes(typeof(ObsoleteAttribute), inherit: false))
            yield return attribute;
    }

    private static IEnumerable<ApiResponseType> Responses(OperationParts parts, DocComments comments)
    {
        var operation = parts.Operation;
        if (parts.GivesFile)
            yield return File(StatusCodes.Status200OK);
        else if (StreamAnswer<object>.ItemOf(operation.Answer) is { } item)
            yield return new ApiResponseType
            {
                StatusCode = StatusCodes.Status200OK,
                Type = item,
                ApiResponseFormats = [.. StreamDescriptions.Types.Select(type => new ApiResponseFormat { MediaType = type })],
                Description = "The answer.",
            };
        else if (operation.Answer == typeof(Nothing))
            yield return new ApiResponseType { StatusCode = StatusCodes.Status204NoContent, Description = "Done." };
        else
            yield return new ApiResponseType
            {
                StatusCode = StatusCodes.Status200OK,
                Type = operation.Answer,
                ApiResponseFormats = [new ApiResponseFormat { MediaType = Json }],
                Description = comments.Of(operation.Answer).Summary ?? (operation.IsCommand ? "Done." : "The answer."),
            };
        if (parts.GivesFile)
            yield return File(StatusCodes.Status206PartialContent);
        if (parts.GivesFile || (!operation.IsCommand && ResponseHeaders.HasETag(operation)))
            yield return new ApiResponseType
            {
                StatusCode = StatusCodes.Status304NotModified, Description = "The caller has this answer already.",
            };
        foreach (var status in ProblemResponses.Statuses(parts))
            yield return new ApiResponseType
            {
                StatusCode = status,
                Type = typeof(Microsoft.AspNetCore.Mvc.ProblemDetails),
                ApiResponseFormats = [new ApiResponseFormat { MediaType = Problem.ContentType }],
            };
    }

    private static ApiResponseType File(int status) => new()
    {
        StatusCode = status,
        ApiResponseFormats = [new ApiResponseFormat { MediaType = FileDescriptions.AnyType }],
    };
}
