using System.Text.Json;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>What every text from outside has to pass.</summary>
internal static class Text
{
    internal const int MaxInAddress = 200;
    internal const int MaxInBody = 10_000;
    private const int MaxShown = 50;

    /// <summary>Whether PostgreSQL can store it: no U+0000, no half of a surrogate pair.</summary>
    internal static bool IsStorable(ReadOnlySpan<char> text) => !text.Contains('\0') && !HasLoneSurrogate(text);

    /// <summary>The beginning of what a caller sent, fit for a message.</summary>
    internal static string Shown(ReadOnlySpan<char> text, int most = MaxShown)
    {
        if (text.Length <= most)
            return text.ToString();
        var end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Concat(text[..end], "…");
    }

    /// <summary>Takes a text off a JSON token; false when an escape in it is half of a surrogate pair.</summary>
    /// <param name="reader">Stands on a text or a name.</param>
    /// <param name="text">The text.</param>
    internal static bool TryGet(ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException) when (reader.ValueIsEscaped)
        {
            // The reader has no other way to say so; the body as a whole was found to be valid UTF-8 before.
            text = "";
            return false;
        }
    }

    /// <summary>Whether a name can be compared at all; only one with an escape can fail.</summary>
    internal static bool IsReadable(ref Utf8JsonReader reader) => !reader.ValueIsEscaped || TryGet(ref reader, out _);

    /// <summary>
    /// How long a text is for whoever reads its limit in the document or in the table: in Unicode code points, as JSON
    /// Schema (2020-12, section 6.3.1) and PostgreSQL count. Most texts have as many of them as they have chars.
    /// </summary>
    internal static int LengthOf(ReadOnlySpan<char> text)
    {
        var length = text.Length;
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0 && at + 1 < text.Length; at++)
        {
            if (!char.IsSurrogatePair(text[at], text[at + 1]))
                continue;
            length--;
            at++;
        }

        return length;
    }

    /// <summary>Whether a text is longer than it may be; mostly known without counting.</summary>
    internal static bool IsLonger(ReadOnlySpan<char> text, int most) => text.Length > most && LengthOf(text) > most;

    internal static Phrase NoText(string name) =>
        $"'{name}' contains an invalid character: U+0000 or an unpaired surrogate.";

    internal static Phrase TooLong(string name, ReadOnlySpan<char> text, int most) =>
        $"'{name}' has {LengthOf(text)} characters; the maximum is {most}.";

    private static bool HasLoneSurrogate(ReadOnlySpan<char> text)
    {
        var first = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (var i = Math.Max(first, 0); first >= 0 && i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }

        return false;
    }
}
