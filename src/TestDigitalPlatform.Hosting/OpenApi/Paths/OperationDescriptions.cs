using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes each query and command: what it is for, who may use it, what it takes and what it answers.</summary>
internal sealed class OperationDescriptions(OpenApiDocument document, DocComments comments, Members members, SchemaCatalogue schemas)
{
    /// <summary>The name of the one way to prove who calls.</summary>
    internal const string Bearer = "bearer";

    private const string Json = "application/json";

    private readonly Examples examples = new(members);
    private readonly ProblemResponses problems = new(document, schemas);

    internal OpenApiOperation Of(OperationParts parts)
    {
        var operation = parts.Operation;
        var comment = comments.Of(operation.Message);
        return new OpenApiOperation
        {
            OperationId = JsonNamingPolicy.CamelCase.ConvertName(operation.Name),
            Summary = comment.Summary ?? operation.Name,
            Description = comment.Remarks is null ? Allowed(operation) : $"{comment.Remarks}\n\n{Allowed(operation)}",
            Deprecated = operation.Message.IsDefined(typeof(ObsoleteAttribute), inherit: false),
            Tags = new HashSet<OpenApiTagReference> { new(parts.Tag, document) },
            Parameters = new Parameters(schemas, examples).Of(parts),
            RequestBody = parts.HasBody ? Body(parts) : null,
            Responses = Responses(parts),
            Security = operation.IsPublic ? [] : [new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }],
            Extensions = Roles(operation),
        };
    }

    private static string Allowed(Operation operation) => operation switch
    {
        { IsPublic: true } => "Allowed: everybody, signed in or not.",
        { Roles.Count: 0 } => "Allowed: everybody who is signed in.",
        _ => $"Allowed: {string.Join(", ", operation.Roles)}.",
    };

    // For programs, the same as the sentence above says to people.
    private static Dictionary<string, IOpenApiExtension>? Roles(Operation operation) => operation.Roles.Count == 0 ? null : new()
    {
        ["x-tdp-roles"] = new JsonNodeExtension(
            new JsonArray([.. operation.Roles.Select(r => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(r.ToString())))])),
    };

    private OpenApiRequestBody Body(OperationParts parts) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new() { Schema = schemas.Body(parts.Operation.Message, parts.Body), Example = examples.Of(parts.Body) },
        },
    };

    private OpenApiResponses Responses(OperationParts parts)
    {
        var responses = new OpenApiResponses();
        var operation = parts.Operation;
        if (operation.Answer == typeof(Nothing))
            responses.Add("204", new OpenApiResponse { Description = "Done.", Headers = ResponseHeaders.OfAnswer(operation) });
        else
            responses.Add("200", Answer(operation));
        if (operation.CacheFor is not null)
            responses.Add("304", new OpenApiResponse { Description = "The caller has this answer already.", Headers = ResponseHeaders.OfUnchanged() });
        problems.AddTo(responses, operation, parts.HasBody, parts.Route.Count > 0);
        return responses;
    }

    private OpenApiResponse Answer(Operation operation) => new()
    {
        Description = comments.Of(operation.Answer).Summary ?? (operation.IsCommand ? "Done." : "The answer."),
        Headers = ResponseHeaders.OfAnswer(operation),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new() { Schema = schemas.Of(operation.Answer, SchemaUse.Response), Example = examples.Of(operation.Answer) },
        },
    };
}
