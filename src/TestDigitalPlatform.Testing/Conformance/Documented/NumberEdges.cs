using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace TestDigitalPlatform.Testing.Conformance.Documented;

/// <summary>Numbers at the edges of what a schema allows.</summary>
internal static class NumberEdges
{
    private static readonly Dictionary<string, (string Least, string Most)> Formats = new()
    {
        ["int32"] = ("-2147483648", "2147483647"),
        ["int64"] = ("-9223372036854775808", "9223372036854775807"),
        ["uint64"] = ("0", "18446744073709551615"),
    };

    internal static IEnumerable<Edge> Of(DocumentedSchema schema)
    {
        if (schema.Enum is { } listed)
            return listed.Select(v => Edge.Within("a value that is listed", JsonNode.Parse(v.GetRawText())));
        var known = schema.Format is { } format && Formats.TryGetValue(format, out var limits) ? limits : default;
        var isWhole = schema.Type is "integer";
        return Bound(schema, "minimum", "exclusiveMinimum", known.Least, -1, isWhole)
            .Concat(Bound(schema, "maximum", "exclusiveMaximum", known.Most, 1, isWhole))
            .Concat(isWhole ? [Edge.Beyond("type integer", JsonNode.Parse("1.5"))] : []);
    }

    private static IEnumerable<Edge> Bound(
        DocumentedSchema schema, string keyword, string exclusive, string? ofFormat, int beyond, bool isWhole)
    {
        if (schema.Text(exclusive) is { } open)
        {
            yield return Edge.Beyond($"{exclusive} {open}", JsonNode.Parse(open));
            if (Step(open, -beyond, isWhole) is { } inside)
                yield return Edge.Within($"{exclusive} {open}", JsonNode.Parse(inside));
        }
        else if ((schema.Text(keyword) ?? ofFormat) is { } bound)
        {
            yield return Edge.Within($"{keyword} {bound}", JsonNode.Parse(bound));
            if (Step(bound, beyond, isWhole) is { } outside)
                yield return Edge.Beyond($"{keyword} {bound}", JsonNode.Parse(outside));
        }
    }

    // The next number, as far as a decimal can tell.
    private static string? Step(string bound, int direction, bool isWhole)
    {
        if (isWhole && BigInteger.TryParse(bound, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return (whole + direction).ToString(CultureInfo.InvariantCulture);
        if (!decimal.TryParse(bound, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > 1_000_000_000_000m)
            return null;
        return (number + (direction * 0.0001m)).ToString(CultureInfo.InvariantCulture);
    }
}
