using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>Chooses example texts by what a property is called, and keeps them within the property's limits.</summary>
internal static partial class ExampleTexts
{
    private static readonly (string Word, string Example)[] Known =
    [
        ("email", "ada@example.com"),
        ("phone", "+44 20 7946 0000"),
        ("url", "https://example.com/"),
        ("country", "GB"),
        ("city", "London"),
        ("currency", "GBP"),
        ("timezone", "Europe/London"),
        ("language", "en"),
        ("displayname", "Ada Lovelace"),
        ("customername", "Acme Ltd"),
        ("name", "Acme"),
        ("title", "The printer on floor 2 is offline"),
        ("description", "It has blinked red since this morning."),
        ("comment", "Switched it off and on again: it prints."),
        ("reason", "Agreed by phone this morning."),
        ("text", "printer offline"),
        ("next", "eyJ2IjoxfQ.c2lnbmVk"),
        ("traceid", "4bf92f3577b34da6a3ce929d0e0e4736"),
    ];

    /// <summary>A text for a property of this name.</summary>
    internal static string For(string name) =>
        Array.Find(Known, k => name.EndsWith(k.Word, StringComparison.OrdinalIgnoreCase)).Example
        ?? (name.Length == 0 ? "text" : Words().Replace(name, " $1").ToLowerInvariant());

    /// <summary>An example that keeps to what the property's attributes demand; <see langword="null"/> when they demand
    /// nothing.</summary>
    internal static JsonNode? Constrained(Member member, Type type)
    {
        if (member.Attribute<AllowedValuesAttribute>() is { Values: [var allowed, ..] })
            return JsonSerializer.SerializeToNode(allowed, PlatformJson.Options);
        if (member.Attribute<EmailAddressAttribute>() is not null)
            return For("email");
        if (member.Attribute<UrlAttribute>() is not null)
            return For("url");
        if (member.Attribute<RangeAttribute>() is { } range)
            return Within(range);
        return type == typeof(string) ? Sized(For(member.Name), Limits(member)) : null;
    }

    private static JsonNode? Within(RangeAttribute range)
    {
        var bound = range.MinimumIsExclusive ? range.Maximum : range.Minimum;
        return JsonNode.Parse(Convert.ToString(bound, CultureInfo.InvariantCulture)!);
    }

    private static (int Least, int Most) Limits(Member member)
    {
        var (length, text) = (member.Attribute<LengthAttribute>(), member.Attribute<StringLengthAttribute>());
        var (least, most) = (member.Attribute<MinLengthAttribute>(), member.Attribute<MaxLengthAttribute>());
        return (
            least?.Length ?? length?.MinimumLength ?? text?.MinimumLength ?? 0,
            most?.Length ?? length?.MaximumLength ?? text?.MaximumLength ?? int.MaxValue);
    }

    private static string Sized(string text, (int Least, int Most) limits)
    {
        var longEnough = text.Length < limits.Least ? text.PadRight(limits.Least, '.') : text;
        return longEnough.Length > limits.Most ? longEnough[..limits.Most].TrimEnd() : longEnough;
    }

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Words();
}
