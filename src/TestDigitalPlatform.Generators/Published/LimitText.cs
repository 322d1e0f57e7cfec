using System.Globalization;

namespace TestDigitalPlatform.Generators.Published;

/// <summary>A limit of a member as a fact states it: <c>title length 1 to 200</c>.</summary>
/// <param name="Rule">The first word: <c>length</c>, <c>range</c>, …</param>
/// <param name="Text">The rest.</param>
internal sealed record LimitText(string Rule, string Text)
{
    public static LimitText Of(Fact fact)
    {
        var words = fact.Object.Split([' '], 3);
        return new LimitText(words.Length > 1 ? words[1] : "", words.Length > 2 ? words[2] : "");
    }

    /// <summary>Whether each value that this one lets through, the other lets through too, as far as can be told.</summary>
    public bool IsWithin(LimitText other) => Rule == other.Rule && (Text == other.Text || Rule switch
    {
        "length" or "range" => Bounds(Text) is { } inner && Bounds(other.Text) is { } outer
            && Compare(outer.Least, inner.Least, -1) && Compare(inner.Most, outer.Most, 1),
        "required" => other.Text.Length == 0,
        "allowed" => Values(Text).IsSubsetOf(Values(other.Text)),
        "denied" => Values(other.Text).IsSubsetOf(Values(Text)),
        _ => false,
    });

    private static (string Least, string Most)? Bounds(string text) =>
        text.Split([" to "], 2, StringSplitOptions.None) is { Length: 2 } both ? (both[0], both[1]) : null;

    /// <param name="low">The bound that has to be at the lower or equal place.</param>
    /// <param name="high">The other.</param>
    /// <param name="any">-1 where <c>any</c> is below all, 1 where it is above all.</param>
    private static bool Compare(string low, string high, int any)
    {
        if (low == high || (any < 0 ? low : high) == "any")
            return true;
        if ((any < 0 ? high : low) == "any" || Order(low.TrimStart('>', '<'), high.TrimStart('>', '<')) is not { } order)
            return false;
        // >0 is narrower than 0: the outer bound may leave out its own value only if the inner one does.
        var outer = any < 0 ? low : high;
        var inner = any < 0 ? high : low;
        return order < 0 || (order == 0 && (IsExclusive(inner) || !IsExclusive(outer)));
    }

    private static bool IsExclusive(string bound) => bound[0] is '>' or '<';

    private static int? Order(string one, string other)
    {
        var culture = CultureInfo.InvariantCulture;
        if (decimal.TryParse(one, NumberStyles.Float, culture, out var exact)
            && decimal.TryParse(other, NumberStyles.Float, culture, out var exactOther))
            return exact.CompareTo(exactOther);
        if (double.TryParse(one, NumberStyles.Float, culture, out var number)
            && double.TryParse(other, NumberStyles.Float, culture, out var numberOther))
            return number.CompareTo(numberOther);
        if (TimeSpan.TryParse(one, culture, out var span) && TimeSpan.TryParse(other, culture, out var spanOther))
            return span.CompareTo(spanOther);
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal;
        return DateTimeOffset.TryParse(one, culture, utc, out var time)
            && DateTimeOffset.TryParse(other, culture, utc, out var timeOther)
                ? time.CompareTo(timeOther)
                : null;
    }

    private static HashSet<string> Values(string text) =>
        new(text.Split([", "], StringSplitOptions.None), StringComparer.Ordinal);
}
