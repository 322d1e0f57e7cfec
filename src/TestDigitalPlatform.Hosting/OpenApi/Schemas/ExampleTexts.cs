using System.ComponentModel.DataAnnotations;
using System.Text;
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
        if (member.Attribute<AllowedValuesAttribute>() is { } allowed && Shapes.ElementOfList(type) is null
            && allowed.Values.FirstOrDefault(v => v is not null) is { } first)
            return JsonSerializer.SerializeToNode(first, first.GetType(), PlatformJson.Options);
        if (member.Attribute<RangeAttribute>() is { } range)
            return RangeBounds.Of(range, type)?.Between(type) is { } within ? Written(within, type) : null;
        if (type == typeof(byte[]))
            return Bytes(Limits(member));
        if (type != typeof(string))
            return null;
        if (member.Attribute<EmailAddressAttribute>() is not null)
            return For("email");
        if (member.Attribute<UrlAttribute>() is not null)
            return For("url");
        return Sized(For(member.Name), Limits(member));
    }

    /// <summary>How many items a list has at least, within reason.</summary>
    internal static int Items(Member member) => Math.Clamp(Limits(member).Least, 1, 20);

    private static JsonNode? Written(string value, Type type) =>
        RangeBounds.IsTime(type) ? JsonValue.Create(value) : JsonNode.Parse(value);

    private static JsonNode? Bytes((int Least, int Most) limits)
    {
        var bytes = Encoding.UTF8.GetBytes("hello");
        Array.Resize(ref bytes, Math.Clamp(bytes.Length, Math.Min(limits.Least, 1_000), Math.Max(limits.Most, 0)));
        return Convert.ToBase64String(bytes);
    }

    private static (int Least, int Most) Limits(Member member)
    {
        var (length, text) = (member.Attribute<LengthAttribute>(), member.Attribute<StringLengthAttribute>());
        var (least, most) = (member.Attribute<MinLengthAttribute>(), member.Attribute<MaxLengthAttribute>());
        var top = most?.Length ?? length?.MaximumLength ?? text?.MaximumLength ?? int.MaxValue;
        return (least?.Length ?? length?.MinimumLength ?? text?.MinimumLength ?? 0, top < 0 ? int.MaxValue : top);
    }

    private static string Sized(string text, (int Least, int Most) limits)
    {
        var longEnough = text.Length < limits.Least ? text.PadRight(limits.Least, '.') : text;
        if (longEnough.Length <= limits.Most)
            return longEnough;
        var cut = longEnough[..limits.Most].TrimEnd();
        return cut.PadRight(Math.Min(limits.Least, limits.Most), '.');
    }

    [GeneratedRegex("(?<=[a-z0-9])([A-Z])")]
    private static partial Regex Words();
}
