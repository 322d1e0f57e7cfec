using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using TestDigitalPlatform.Hosting.Endpoints;

namespace TestDigitalPlatform.Hosting.OpenApi.Transformers;

/// <summary>Says who may use an operation: in a sentence for people, and in lists for programs.</summary>
internal static class AccessDescription
{
    /// <summary>The name of the one way to prove who calls.</summary>
    internal const string Bearer = "bearer";

    internal static void Describe(this Access access, OpenApiOperation operation, OpenApiDocument document)
    {
        operation.Description = string.IsNullOrEmpty(operation.Description)
            ? access.Sentence
            : $"{operation.Description}\n\n{access.Sentence}";
        operation.Security = access.IsOpen
            ? []
            : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] }];
        var allowed = access.Allowed ?? [];
        var extensions = operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        if (allowed.Roles() is { Count: > 0 } roles)
            extensions["x-tdp-roles"] = new JsonNodeExtension(Names(roles));
        if (allowed.Any(a => a.Permission is not null))
            extensions["x-tdp-permissions"] = new JsonNodeExtension(Permissions(allowed));
    }

    // Which permission whom lets in.
    private static JsonObject Permissions(IReadOnlyList<AllowedCallers> allowed)
    {
        var permissions = new JsonObject();
        foreach (var some in allowed.Where(a => a.Permission is not null).GroupBy(a => a.Permission!))
            permissions[some.Key] = Names(some.SelectMany(a => a.Roles).Distinct());
        return permissions;
    }

    private static JsonArray Names(IEnumerable<Role> roles) =>
        new([.. roles.Select(r => (JsonNode)JsonNamingPolicy.CamelCase.ConvertName(r.ToString()))]);
}
