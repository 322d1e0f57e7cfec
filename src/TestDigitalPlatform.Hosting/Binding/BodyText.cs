using System.Text;
using System.Text.Json;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>What the single values of a body are, and how they are told to people.</summary>
internal static class BodyText
{
    private const int MostShown = 60;

    /// <summary>What a token holds, for people; nothing of a sensitive value.</summary>
    internal static string Shown(ref Utf8JsonReader reader, bool isSensitive) =>
        isSensitive ? "The value" : Shown(ref reader);

    /// <summary>What a token holds, for people.</summary>
    internal static string Shown(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Text.TryGet(ref reader, out var text) ? $"'{Text.Shown(text)}'" : "The string",
        JsonTokenType.Number => Text.Shown(
            Encoding.ASCII.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, MostShown)])),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "This",
    };

    /// <summary>
    /// A value of the right kind in JSON but not in our format is another mistake than one of the wrong kind.
    /// </summary>
    internal static string CodeOf<T>(JsonTokenType token)
    {
        var type = SensitiveTypes.InnerOf(typeof(T)) ?? Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var written = type == typeof(bool) ? JsonTokenType.True
            : NumberFormats.Has(type) ? JsonTokenType.Number
            : JsonTokenType.String;
        return token == written ? "invalid_value" : "invalid_type";
    }

    /// <summary>Whether a text can be stored; known without making it, unless it holds an escape.</summary>
    internal static bool IsStorable(ref Utf8JsonReader reader) =>
        !reader.ValueIsEscaped || TryStorable(ref reader, out _);

    /// <summary>Takes a text or a name that can be stored.</summary>
    internal static bool TryStorable(ref Utf8JsonReader reader, out string text) =>
        Text.TryGet(ref reader, out text) && !text.Contains('\0', StringComparison.Ordinal);

    /// <summary>Whether a text is longer than what holds for those without a rule of their own.</summary>
    internal static bool IsTooLong(ref Utf8JsonReader reader, out string text)
    {
        text = "";
        return reader.TokenType == JsonTokenType.String
            && reader.ValueSpan.Length > Text.MaxInBody
            && Text.TryGet(ref reader, out text)
            && Text.IsLonger(text, Text.MaxInBody);
    }
}
