using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Client.Requests;

/// <summary>Refuses text that is not Unicode: half a surrogate pair.</summary>
/// <remarks>Without it, such a half is sent as U+FFFD: something else than was said, without a word about it.</remarks>
internal sealed class WellFormed : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        Check(value);
        writer.WriteStringValue(value);
    }

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
    {
        Check(value);
        writer.WritePropertyName(value);
    }

    /// <exception cref="ArgumentException">The text is not Unicode.</exception>
    internal static void Check(string text)
    {
        for (var at = 0; (at = IndexOfSurrogate(text, at)) >= 0; at += 2)
        {
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
                throw new ArgumentException(
                    $"The text contains an unpaired surrogate: U+{(int)text[at]:X4} at position {at}.",
                    nameof(text));
        }
    }

    private static int IndexOfSurrogate(string text, int from)
    {
        var found = text.AsSpan(from).IndexOfAnyInRange('\ud800', '\udfff');
        return found < 0 ? found : from + found;
    }
}
