using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Conformance.Documented;

/// <summary>Texts at the edges of what a schema allows.</summary>
internal static class TextEdges
{
    private const string Unknown = "tdpNobodyKnows";

    private static readonly string[] TimeLimits =
        ["x-tdp-minimum", "x-tdp-exclusiveMinimum", "x-tdp-maximum", "x-tdp-exclusiveMaximum"];

    private static readonly string[] Misfits = [Unknown, "!", "é", "a b", "-", "00:00", "\t", "1"];

    private static readonly Dictionary<string, (string[] Within, string[] Beyond)> Formats = new()
    {
        ["uuid"] = (
            ["0192f0c1-7c2e-7b1a-9f00-0123456789ab", "0192F0C1-7C2E-7B1A-9F00-0123456789AB"],
            [Unknown, "0192f0c17c2e7b1a9f000123456789ab", "{0192f0c1-7c2e-7b1a-9f00-0123456789ab}"]),
        ["date"] = (["2024-02-29", "1970-01-01"], ["2023-02-29", "2024-2-9", "2024-02-29T00:00:00Z", Unknown]),
        ["date-time"] = (
            ["2026-01-15T09:30:00Z", "2026-01-15T09:30:00.123+02:00", "2026-01-15t09:30:00z"],
            ["2026-01-15T09:30:00", "2026-01-15", "2026-13-15T09:30:00Z", "2026-01-15T09:30:00.Z", Unknown]),
        ["email"] = ([], [Unknown]),
        ["uri"] = ([], [Unknown]),
    };

    internal static IEnumerable<Edge> Of(DocumentedSchema schema, string? usual)
    {
        if (schema.Enum is { } listed)
            return Listed(listed.Select(v => v.ToString()).ToList());
        return OfFormat(schema).Concat(OfLength(schema, usual)).Concat(OfPattern(schema)).Concat(OfTimes(schema))
            .Concat(schema.Excluded.Select(v => Edge.Beyond("a value that is excluded", v.ToString())));
    }

    private static IEnumerable<Edge> Listed(List<string> texts)
    {
        foreach (var text in texts.Take(20))
            yield return Edge.Within("a value that is listed", text);
        yield return Edge.Beyond("a value that is not listed", Unknown);
        foreach (var other in texts.Take(1).SelectMany(t => new[] { t.ToUpperInvariant(), t + " " }).Except(texts))
            yield return Edge.Beyond("a value that is not listed", other);
    }

    private static IEnumerable<Edge> OfFormat(DocumentedSchema schema)
    {
        if (schema.Format is not { } format || !Formats.TryGetValue(format, out var known))
            yield break;
        foreach (var text in known.Within.Where(text => IsWithinTimes(schema, text)))
            yield return Edge.Within($"format {format}", text);
        foreach (var text in known.Beyond)
            yield return Edge.Beyond($"format {format}", text);
    }

    private static IEnumerable<Edge> OfLength(DocumentedSchema schema, string? usual)
    {
        var (least, most) = (schema.Count("minLength") ?? 0, schema.Count("maxLength"));
        foreach (var text in new[] { Sized(schema, usual, least), most is { } full ? Sized(schema, usual, full) : null }.OfType<string>())
            yield return Edge.Within($"{Length(text)} characters", text);
        if (most is { } top and <= 10_000 && IsFree(schema))
            yield return Edge.Within($"{top} characters beyond U+FFFF", Repeated("😀", top));
        if (least > 0 && Text(usual, least - 1) is { } shorter)
            yield return Edge.Beyond($"minLength {least}", shorter);
        if (most is { } limit)
            yield return Edge.Beyond($"maxLength {limit}", Text(usual, limit + 1));
    }

    private static IEnumerable<Edge> OfPattern(DocumentedSchema schema) =>
        from text in Misfits
        where schema.Patterns.Any() && !schema.Fits(text)
        select Edge.Beyond("pattern " + string.Join(" and ", schema.Patterns), text);

    private static IEnumerable<Edge> OfTimes(DocumentedSchema schema)
    {
        if (schema.Format is not "date")
            yield break;
        if (schema.Text("x-tdp-minimum") is { } least)
            foreach (var edge in Day(least, -1))
                yield return edge;
        if (schema.Text("x-tdp-maximum") is { } most)
            foreach (var edge in Day(most, 1))
                yield return edge;
    }

    private static IEnumerable<Edge> Day(string bound, int beyond)
    {
        yield return Edge.Within($"the bound {bound}", bound);
        if (DateOnly.TryParseExact(bound, "yyyy-MM-dd", out var day) && day.DayNumber + beyond >= 0
            && day.DayNumber + beyond <= DateOnly.MaxValue.DayNumber)
            yield return Edge.Beyond(
                $"beyond the bound {bound}", day.AddDays(beyond).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }

    private static bool IsWithinTimes(DocumentedSchema schema, string text) =>
        !Array.Exists(TimeLimits, limit => schema.TryGet(limit, out _))
        && (schema.Count("maxLength") ?? int.MaxValue) >= text.Length;

    private static bool IsFree(DocumentedSchema schema) =>
        schema.Format is null && !schema.TryGet("contentEncoding", out _) && schema.Fits("😀");

    // A text of such a length that keeps to all else, where one can be made.
    private static string? Sized(DocumentedSchema schema, string? usual, int length)
    {
        if (schema.Format is not null || schema.TryGet("contentEncoding", out _))
            return null;
        return new[] { Text(usual, length), Text("x", length), Text("1", length) }.OfType<string>().FirstOrDefault(schema.Fits);
    }

    private static string? Text(string? usual, int length)
    {
        var runes = (usual is null or "" ? "x" : usual).EnumerateRunes().ToList();
        var text = new StringBuilder();
        foreach (var rune in runes.Take(length))
            text.Append(rune.ToString());
        var filler = runes[^1].ToString();
        for (var i = runes.Count; i < length; i++)
            text.Append(filler);
        return text.ToString();
    }

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private static int Length(string text) => text.EnumerateRunes().Count();
}
