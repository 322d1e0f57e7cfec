using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Conformance;

/// <summary>Reads the examples of a service's OpenAPI document.</summary>
internal static class DocumentExamples
{
    internal static JsonElement? Parameter(OperationProfile profile, string name)
    {
        foreach (var parameter in Parameters(profile))
        {
            if (parameter.GetProperty("name").ValueEquals(name))
                return parameter;
        }

        return null;
    }

    internal static IEnumerable<JsonElement> Parameters(OperationProfile profile) =>
        profile.Document?.TryGetProperty("parameters", out var all) is true ? all.EnumerateArray() : [];

    internal static IEnumerable<string> RequiredQuery(OperationProfile profile) =>
        from parameter in Parameters(profile)
        where parameter.GetProperty("in").ValueEquals("query")
            && parameter.TryGetProperty("required", out var required) && required.GetBoolean()
        select parameter.GetProperty("name").GetString();

    internal static string? OfParameter(OperationProfile profile, string name)
    {
        if (Parameter(profile, name) is not { } parameter)
            return null;
        if (parameter.TryGetProperty("example", out var example))
            return example.ToString();
        return parameter.TryGetProperty("schema", out var schema) && schema.TryGetProperty("format", out var format)
            && format.ValueEquals("uuid") ? Guid.NewGuid().ToString() : null;
    }

    internal static JsonObject? OfBody(OperationProfile profile) => Json(profile.Document, "requestBody") is { } content
        && content.TryGetProperty("example", out var example) ? JsonNode.Parse(example.GetRawText())!.AsObject() : null;

    /// <summary>The JSON media type of a request's body or of one response.</summary>
    internal static JsonElement? Json(JsonElement? owner, string name) =>
        owner?.TryGetProperty(name, out var part) is true
            && part.TryGetProperty("content", out var content)
            && content.TryGetProperty("application/json", out var json) ? json : null;
}
