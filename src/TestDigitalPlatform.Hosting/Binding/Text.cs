using System.Text.Json;

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
    internal static string Shown(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxShown)
            return text.ToString();
        var end = char.IsHighSurrogate(text[MaxShown - 1]) ? MaxShown - 1 : MaxShown;
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

    internal static string NoText(string name) =>
        $"'{name}' holds a character that no text can have: U+0000, or half of a surrogate pair.";

    internal static string TooLong(string name, int length, int most) =>
        $"'{name}' has {length} characters; {most} are the most.";

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
