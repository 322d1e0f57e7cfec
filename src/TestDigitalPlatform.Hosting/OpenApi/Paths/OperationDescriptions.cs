using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.OpenApi.Comments;
using TestDigitalPlatform.Hosting.OpenApi.Schemas;
using TestDigitalPlatform.Hosting.Streams;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Describes a query or command: what it is for, who may use it, what it takes and what it answers.</summary>
internal sealed class OperationDescriptions(
    OpenApiDocument document, DocComments comments, Members members, SchemaCatalogue schemas)
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
            Summary = OperationTitle.Of(operation.Name),
            Description = string.Join("\n\n", new[] { comment.Text, parts.Deprecation?.Text, Allowed(operation) }
                .Where(text => !string.IsNullOrEmpty(text))),
            Deprecated = parts.Deprecation is not null
                || operation.Message.IsDefined(typeof(ObsoleteAttribute), inherit: false),
            Tags = new HashSet<OpenApiTagReference> { new(parts.Tag, document) },
            Parameters = new Parameters(schemas, examples).Of(parts),
            RequestBody = parts.HasBody ? Body(parts) : null,
            Responses = Responses(parts),
            Security = operation.IsPublic ? [] : [Token()],
            Extensions = Roles(operation),
        };
    }

    /// <summary>Who may use an operation, in a sentence.</summary>
    internal static string Allowed(Operation operation) => operation switch
    {
        { IsPublic: true } => "Allowed: everybody, signed in or not.",
        { Allowed.Count: 0 } => "Allowed: everybody who is signed in.",
        _ => $"Allowed: {string.Join(", ", operation.Allowed.Select(Allowed))}.",
    };

    private static string Allowed(AllowedCallers allowed)
    {
        var who = allowed.Roles.Count == 0 ? "everybody who is signed in" : string.Join(", ", allowed.Roles);
        return allowed.Permission is null ? who : $"{who} with the permission `{allowed.Permission}`";
    }

    // For programs, the same as the sentence above says to people.
    private static Dictionary<string, IOpenApiExtension>? Roles(Operation operation)
    {
        var extensions = new Dictionary<string, IOpenApiExtension>();
        if (operation.Roles.Count > 0)
            extensions["x-tdp-roles"] = new JsonNodeExtension(Names(operation.Roles));
        if (operation.Allowed.Any(a => a.Permission is not null))
            extensions["x-tdp-permissions"] = new JsonNodeExtension(Permissions(operation));
        return extensions.Count == 0 ? null : extensions;
    }

    // Which permission whom lets in.
    private static JsonObject Permissions(Operation operation)
    {
        var permissions = new JsonObject();
        foreach (var allowed in operation.Allowed.Where(a => a.Permission is not null).GroupBy(a => a.Permission!))
            permissions[allowed.Key] = Names(allowed.SelectMany(a => a.Roles).Distinct());
        return permissions;
    }

    private static JsonArray Names(IEnumerable<Role> roles) =>
        [.. roles.Select(r => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(r.ToString()))];

    private OpenApiSecurityRequirement Token() => new() { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] };

    private OpenApiRequestBody Body(OperationParts parts) =>
        parts.TakesFile ? FileDescriptions.Body(parts.Operation.Accept!) : JsonBody(parts);

    private OpenApiRequestBody JsonBody(OperationParts parts) => new()
    {
        Required = true,
        Content = Content(schemas.Body(parts.Operation.Message, parts.Body), examples.OfBody(parts.Body)),
    };

    private OpenApiResponses Responses(OperationParts parts)
    {
        var responses = new OpenApiResponses();
        var operation = parts.Operation;
        responses.Add(operation.Answer == typeof(Nothing) ? "204" : "200", Answer(parts));
        if (parts.GivesFile)
            FileDescriptions.AddTo(responses);
        else if (!operation.IsCommand && ResponseHeaders.HasETag(operation))
            responses.Add("304", Unchanged());
        problems.AddTo(responses, parts);
        return responses;
    }

    private static OpenApiResponse Unchanged() =>
        new() { Description = "The caller has this answer already.", Headers = ResponseHeaders.OfUnchanged() };

    private OpenApiResponse Answer(OperationParts parts)
    {
        var operation = parts.Operation;
        if (parts.GivesFile)
            return FileDescriptions.Answer(ResponseHeaders.OfAnswer(operation, parts.Deprecation));
        var headers = ResponseHeaders.OfAnswer(operation, parts.Deprecation);
        return operation.Answer == typeof(Nothing) ? new() { Description = "Done.", Headers = headers } : new()
        {
            Description = comments.Of(operation.Answer).Summary ?? (operation.IsCommand ? "Done." : "The answer."),
            Headers = headers,
            Content = StreamAnswer<object>.ItemOf(operation.Answer) is { } item
                ? StreamDescriptions.Of(schemas.Of(item, SchemaUse.Response))
                : StreamDescriptions.WithExports(
                    operation, Content(schemas.Of(operation.Answer, SchemaUse.Response), examples.Of(operation.Answer))),
        };
    }

    private static Dictionary<string, OpenApiMediaType> Content(IOpenApiSchema schema, JsonNode? example) =>
        new() { [Json] = new() { Schema = schema, Example = example } };
}
