using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Testing.Conformance.Documented;

/// <summary>One schema of the document, with what it refers to.</summary>
internal sealed class DocumentedSchema
{
    private const int MaxReferences = 50;

    private readonly JsonElement document;
    private readonly List<JsonElement> parts = [];

    private DocumentedSchema(JsonElement document) => this.document = document;

    internal bool IsNullable { get; private set; }

    /// <summary>The type besides null; <see langword="null"/> where anything goes.</summary>
    internal string? Type { get; private set; }

    internal DocumentedSchema? Items => Inner("items");

    /// <summary>What a map holds.</summary>
    internal DocumentedSchema? Values => Inner("additionalProperties");

    internal DocumentedSchema? Keys => Inner("propertyNames");

    internal bool TakesOthers => !(TryGet("additionalProperties", out var others) && others.ValueKind is JsonValueKind.False);

    /// <summary>Whether there are rules besides, so that what it allows may still be refused.</summary>
    internal bool HasOtherRules => TryGet("x-tdp-rules", out _);

    internal string? Format => Text("format");

    internal IEnumerable<string> Patterns =>
        parts.SelectMany(part => part.TryGetProperty("pattern", out var pattern) ? new[] { pattern.GetString()! } : []);

    internal IReadOnlyList<JsonElement>? Enum => TryGet("enum", out var all)
        ? [.. all.EnumerateArray().Where(v => v.ValueKind is not JsonValueKind.Null)]
        : null;

    internal IEnumerable<JsonElement> Excluded =>
        TryGet("not", out var not) && not.TryGetProperty("enum", out var all) ? all.EnumerateArray() : [];

    internal IEnumerable<string> Required => TryGet("required", out var names)
        ? names.EnumerateArray().Select(name => name.GetString()!)
        : [];

    internal IEnumerable<(string Name, DocumentedSchema Schema)> Properties => TryGet("properties", out var all)
        ? all.EnumerateObject().Select(p => (p.Name, Of(document, p.Value)))
        : [];

    /// <summary>The member that says which form an object has.</summary>
    internal string? Discriminator =>
        TryGet("discriminator", out var discriminator) ? discriminator.GetProperty("propertyName").GetString() : null;

    /// <summary>The forms of which it must be one.</summary>
    internal IEnumerable<DocumentedSchema> Forms =>
        (TryGet("oneOf", out var forms) || TryGet("anyOf", out forms)) && Discriminator is not null
            ? forms.EnumerateArray().Select(form => Of(document, form))
            : [];

    internal static DocumentedSchema Of(JsonElement document, JsonElement schema)
    {
        var whole = new DocumentedSchema(document);
        whole.Add(schema);
        whole.ReadType();
        return whole;
    }

    internal bool TryGet(string keyword, out JsonElement value)
    {
        foreach (var part in parts)
        {
            if (part.TryGetProperty(keyword, out value))
                return true;
        }

        value = default;
        return false;
    }

    internal string? Text(string keyword) => TryGet(keyword, out var value) ? value.ToString() : null;

    internal int? Count(string keyword) =>
        int.TryParse(Text(keyword), CultureInfo.InvariantCulture, out var count) ? count : null;

    /// <summary>Whether a text fits all patterns.</summary>
    internal bool Fits(string text) =>
        Patterns.All(pattern => Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)));

    private DocumentedSchema? Inner(string keyword) =>
        TryGet(keyword, out var inner) && inner.ValueKind is JsonValueKind.Object ? Of(document, inner) : null;

    private void Add(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object || parts.Count > MaxReferences)
            return;
        parts.Add(schema);
        if (schema.TryGetProperty("$ref", out var reference))
            Add(Resolve(reference.GetString()!));
        if (schema.TryGetProperty("allOf", out var all))
            foreach (var part in all.EnumerateArray())
                Add(part);
        if (schema.TryGetProperty("oneOf", out var forms) && !schema.TryGetProperty("discriminator", out _))
            AddOrNull(forms);
    }

    private void AddOrNull(JsonElement forms)
    {
        foreach (var form in forms.EnumerateArray())
        {
            if (form.TryGetProperty("type", out var type) && type.ValueEquals("null"))
                IsNullable = true;
            else
                Add(form);
        }
    }

    private void ReadType()
    {
        if (!TryGet("type", out var type))
            return;
        var types = type.ValueKind is JsonValueKind.Array
            ? type.EnumerateArray().Select(t => t.GetString()!).ToList()
            : [type.GetString()!];
        IsNullable |= types.Remove("null");
        Type = types.FirstOrDefault();
    }

    private JsonElement Resolve(string reference)
    {
        var at = document;
        foreach (var step in reference.TrimStart('#', '/').Split('/'))
            at = at.GetProperty(step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        return at;
    }
}
