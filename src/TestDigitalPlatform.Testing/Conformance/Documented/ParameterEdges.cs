using System.Text.Json;
using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Conformance.Documented;

/// <summary>Calls whose path, query string or headers hold what lies at the edge of what the document allows.</summary>
internal static class ParameterEdges
{
    internal static IEnumerable<(Edge Edge, MessageCall Call)> Of(JsonElement document, MessageCall call)
    {
        foreach (var parameter in DocumentExamples.Parameters(call.Profile))
        {
            var (name, place) = (parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString());
            if (!parameter.TryGetProperty("schema", out var described))
                continue;
            var schema = DocumentedSchema.Of(document, described);
            var edges = place switch
            {
                "path" => Single(schema).Where(IsSegment),
                "query" => Query(schema),
                // Where a header has no pattern, nonsense in it is as good as no header.
                "header" when schema.Patterns.Any() => Single(schema).Where(IsFieldValue),
                _ => [],
            };
            foreach (var edge in edges)
                yield return (edge with { What = $"{name}: {edge.What}" }, With(call, place!, name, edge));
        }
    }

    private static IEnumerable<Edge> Query(DocumentedSchema schema) =>
        schema is { Type: "array", Items: { } items } ? Single(items).Concat(Many(schema, items)) : Single(schema);

    // In an address everything is a text: what JSON calls another type is none here.
    private static IEnumerable<Edge> Single(DocumentedSchema schema)
    {
        var usual = Samples.Of(schema);
        var edges = ValueEdges.Of(schema, usual).Where(edge => edge.Value is JsonValue && Is(schema, edge.Value));
        return schema.Type is "string" ? edges : edges.Append(Edge.Beyond($"type {schema.Type}", "tdpNobodyKnows"));
    }

    private static bool Is(DocumentedSchema schema, JsonNode value) => schema.Type switch
    {
        "string" => value.GetValueKind() is JsonValueKind.String,
        "boolean" => value.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => value.GetValueKind() is JsonValueKind.Number,
    };

    private static IEnumerable<Edge> Many(DocumentedSchema list, DocumentedSchema items)
    {
        if (list.Count("maxItems") is not { } most || Samples.Of(items) is not { } item)
            yield break;
        foreach (var (count, isAllowed) in new[] { (most, true), (most + 1, false) })
            yield return new Edge(
                $"{count} values", new JsonArray([.. Enumerable.Range(0, count).Select(_ => item.DeepClone())]), isAllowed);
    }

    // What has another meaning in a path is not sent in one.
    private static bool IsSegment(Edge edge) =>
        edge.Value!.ToString() is { Length: > 0 } text && text is not ("." or "..") && !text.Contains('/', StringComparison.Ordinal);

    // White space around a value is none of it (RFC 9110, section 5.5), and what lies beyond ASCII is no text that can be sent.
    private static bool IsFieldValue(Edge edge) =>
        edge.Value!.ToString() is { Length: > 0 } text && text == text.Trim() && text.All(char.IsAscii);

    private static MessageCall With(MessageCall call, string place, string name, Edge edge) => place switch
    {
        "path" => InPath(call, name, edge),
        "query" => InQuery(call, name, edge),
        _ => call with { Header = (name, edge.Value!.ToString()) },
    };

    private static MessageCall InPath(MessageCall call, string name, Edge edge)
    {
        var template = call.Profile.Path.Split('/');
        var parts = call.Path.Split('/');
        var at = Array.FindIndex(template, part => part == $"{{{name}}}");
        return call with
        {
            Path = string.Join('/', parts.Select((part, i) => i == at ? Uri.EscapeDataString(edge.Value!.ToString()) : part)),
        };
    }

    private static MessageCall InQuery(MessageCall call, string name, Edge edge)
    {
        var bare = call.Without(name);
        return edge.Value is JsonArray values
            ? values.Aggregate(bare, (made, value) => made.With(name, value!.ToString()))
            : bare.With(name, edge.Value!.ToString());
    }
}
