using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Conformance.Documented;

/// <summary>Makes a value that a schema allows, where no example has one.</summary>
internal static class Samples
{
    private const int MaxDepth = 6;

    private static readonly Dictionary<string, string> OfFormat = new()
    {
        ["uuid"] = "0192f0c1-7c2e-7b1a-9f00-0123456789ab",
        ["date"] = "2026-01-15",
        ["date-time"] = "2026-01-15T09:30:00Z",
        ["email"] = "ada@example.com",
        ["uri"] = "https://example.com/",
        ["uri-reference"] = "https://example.com/",
    };

    // What fits the patterns that the platform itself writes, and most that teams do.
    private static readonly string[] Texts = ["acme", "x", "A", "1", "09:30:00", "aGVsbG8=", "", "AB", "GB", "00000", "a-b", "\"1\""];

    /// <returns><see langword="null"/> when none is found.</returns>
    internal static JsonNode? Of(DocumentedSchema schema, int depth = 0)
    {
        if (schema.Enum is { Count: > 0 } listed)
            return JsonNode.Parse(listed[0].GetRawText());
        if (depth > MaxDepth)
            return null;
        if (schema.Forms.FirstOrDefault() is { } form)
            return Of(form, depth + 1);
        return schema.Type switch
        {
            "string" => Text(schema),
            "integer" or "number" => Number(schema),
            "boolean" => true,
            "array" => List(schema, depth),
            "object" => Object(schema, depth),
            _ => null,
        };
    }

    private static JsonNode? Text(DocumentedSchema schema)
    {
        if (schema.Text("x-tdp-minimum") is { } least)
            return least;
        if (schema.Format is { } format && OfFormat.TryGetValue(format, out var known))
            return known;
        var (shortest, longest) = (schema.Count("minLength") ?? 0, schema.Count("maxLength") ?? int.MaxValue);
        return Texts.Append(new string('x', shortest)).FirstOrDefault(text =>
            text.Length >= shortest && text.Length <= longest && schema.Fits(text));
    }

    private static JsonNode? Number(DocumentedSchema schema) =>
        JsonNode.Parse(schema.Text("minimum") ?? schema.Text("maximum") ?? "1");

    private static JsonArray? List(DocumentedSchema schema, int depth)
    {
        var count = Math.Max(schema.Count("minItems") ?? 0, 1);
        if (schema.Items is not { } items || count > 100 || Of(items, depth + 1) is not { } item)
            return [];
        return new JsonArray([.. Enumerable.Range(0, count).Select(_ => item.DeepClone())]);
    }

    private static JsonObject Object(DocumentedSchema schema, int depth)
    {
        var sample = new JsonObject();
        var required = schema.Required.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, property) in schema.Properties.Where(p => required.Contains(p.Name)))
            sample[name] = Of(property, depth + 1);
        if (schema.Values is { } values && schema.Keys is null && Of(values, depth + 1) is { } value)
        {
            for (var number = 0; number < Math.Clamp(schema.Count("minProperties") ?? 0, 1, 100); number++)
                sample[$"key{number}"] = value.DeepClone();
        }

        return sample;
    }
}
