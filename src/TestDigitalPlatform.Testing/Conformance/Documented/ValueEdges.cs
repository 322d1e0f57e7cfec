using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Conformance.Documented;

/// <summary>Values at the edges of what a schema allows, at every depth of a body.</summary>
internal static class ValueEdges
{
    private const int MaxDepth = 8;
    private const int MaxItems = 1_000;

    /// <param name="schema">What the document says.</param>
    /// <param name="usual">A value that is allowed, in whose place the edges come.</param>
    /// <param name="depth">How deep it lies.</param>
    internal static IEnumerable<Edge> Of(DocumentedSchema schema, JsonNode? usual, int depth = 0)
    {
        usual ??= depth < MaxDepth ? Samples.Of(schema) : null;
        var edges = schema.Forms.Any() ? OfForms(schema, depth) : schema.Type switch
        {
            "string" => TextEdges.Of(schema, usual as JsonValue is { } text ? text.ToString() : null),
            "integer" or "number" => NumberEdges.Of(schema),
            "boolean" => [Edge.Within("true", true), Edge.Within("false", false)],
            "array" => OfList(schema, usual as JsonArray, depth),
            "object" => OfObject(schema, usual as JsonObject, depth),
            _ => [],
        };
        if (schema.TryGet("default", out var usualValue))
            edges = edges.Append(Edge.Within("the default", JsonNode.Parse(usualValue.GetRawText())));
        edges = edges.Concat(OfType(schema));
        return schema.HasOtherRules ? edges.Where(edge => !edge.IsAllowed) : edges;
    }

    private static IEnumerable<Edge> OfType(DocumentedSchema schema)
    {
        if (schema.Type is not { } type && !schema.Forms.Any())
            yield break;
        else
            type = schema.Type ?? "object";
        yield return schema.IsNullable ? Edge.Within("null", null) : Edge.Beyond("null", null);
        foreach (var (other, value) in Others())
        {
            if (other != type && !(type is "number" && other is "integer"))
                yield return Edge.Beyond($"type {type}", value);
        }
    }

    private static IEnumerable<(string Type, JsonNode Value)> Others() =>
        [("string", "1"), ("integer", 1), ("boolean", true), ("array", new JsonArray()), ("object", new JsonObject())];

    private static IEnumerable<Edge> OfList(DocumentedSchema list, JsonArray? usual, int depth)
    {
        if (list.Items is not { } items || depth >= MaxDepth)
            yield break;
        var item = usual is { Count: > 0 } ? usual[0] : Samples.Of(items);
        foreach (var edge in Sizes(list, "Items", count => item is null && count > 0 ? null : Filled(item, count)))
            yield return edge;
        foreach (var edge in Of(items, item, depth + 1))
        {
            var replaced = usual?.DeepClone().AsArray() ?? [];
            if (replaced.Count == 0)
                replaced.Add(edge.Value?.DeepClone());
            else
                replaced[0] = edge.Value?.DeepClone();
            yield return edge with { What = $"[0]: {edge.What}", Value = replaced };
        }
    }

    private static IEnumerable<Edge> OfObject(DocumentedSchema schema, JsonObject? usual, int depth)
    {
        if (depth >= MaxDepth)
            yield break;
        var whole = usual ?? [];
        if (schema.Values is { } values)
        {
            foreach (var edge in OfMap(schema, values, whole, depth))
                yield return edge;
            yield break;
        }

        var required = schema.Required.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, property) in schema.Properties)
        {
            if (required.Contains(name) || whole.ContainsKey(name))
                yield return new Edge($"without {name}", Without(whole, name), !required.Contains(name));
            foreach (var edge in Of(property, whole[name], depth + 1))
                yield return edge with { What = $"{name}: {edge.What}", Value = With(whole, name, edge.Value) };
        }

        if (!schema.TakesOthers)
            yield return Edge.Beyond("a field that is not described", With(whole, "tdpNobodyKnows", 1));
    }

    private static IEnumerable<Edge> OfMap(DocumentedSchema map, DocumentedSchema values, JsonObject usual, int depth)
    {
        var (key, value) = usual is { Count: > 0 }
            ? (usual.First().Key, usual.First().Value)
            : (map.Keys is { } keys ? Samples.Of(keys)?.ToString() ?? "key" : "key", Samples.Of(values));
        if (map.Keys is null)
            foreach (var edge in Sizes(map, "Properties", count => Keyed(value, count)))
                yield return edge;
        else if (map.Keys.Enum is not null || map.Keys.Format is not null)
            yield return Edge.Beyond("a key of another sort", With(usual, "tdp nobody knows", value));
        foreach (var edge in Of(values, value, depth + 1))
            yield return edge with { What = $"{key}: {edge.What}", Value = With(usual, key, edge.Value) };
    }

    private static IEnumerable<Edge> OfForms(DocumentedSchema schema, int depth)
    {
        if (depth >= MaxDepth || schema.Discriminator is not { } discriminator)
            yield break;
        foreach (var form in schema.Forms)
        {
            if (Samples.Of(form) is not JsonObject usual)
                continue;
            yield return Edge.Within($"one of its forms ({usual[discriminator]})", usual.DeepClone());
            if (usual.ContainsKey(discriminator))
                yield return Edge.Within($"{discriminator} at the end", Last(usual, discriminator));
            foreach (var edge in OfObject(form, usual, depth))
                if (!edge.What.Contains(discriminator, StringComparison.Ordinal))
                    yield return edge;
            yield return Edge.Beyond("a form that is not described", With(usual, discriminator, "tdpNobodyKnows"));
        }
    }

    private static IEnumerable<Edge> Sizes(DocumentedSchema schema, string what, Func<int, JsonNode?> make)
    {
        var (least, most) = (schema.Count("min" + what) ?? 0, schema.Count("max" + what));
        if (make(least) is { } fewest)
            yield return Edge.Within($"min{what} {least}", fewest);
        if (least > 0 && make(least - 1) is { } fewer)
            yield return Edge.Beyond($"min{what} {least}", fewer);
        if (most is not { } limit || limit > MaxItems)
            yield break;
        if (make(limit) is { } full)
            yield return Edge.Within($"max{what} {limit}", full);
        if (make(limit + 1) is { } more)
            yield return Edge.Beyond($"max{what} {limit}", more);
    }

    private static JsonArray Filled(JsonNode? item, int count) =>
        new([.. Enumerable.Range(0, count).Select(_ => item?.DeepClone())]);

    private static JsonObject Keyed(JsonNode? value, int count) => new(
        Enumerable.Range(0, count).Select(number => KeyValuePair.Create($"key{number}", value?.DeepClone())));

    private static JsonObject With(JsonObject whole, string name, JsonNode? value)
    {
        var changed = whole.DeepClone().AsObject();
        changed[name] = value?.DeepClone();
        return changed;
    }

    private static JsonObject Without(JsonObject whole, string name)
    {
        var changed = whole.DeepClone().AsObject();
        changed.Remove(name);
        return changed;
    }

    private static JsonObject Last(JsonObject whole, string name)
    {
        var changed = Without(whole, name);
        changed[name] = whole[name]?.DeepClone();
        return changed;
    }
}
