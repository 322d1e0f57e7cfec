using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>
/// Refuses texts that PostgreSQL can't store: U+0000, and halves of surrogate pairs, which are no Unicode text at all.
/// </summary>
internal sealed class StorableTextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("must be a string");
        return Text(ref reader);
    }

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Text(ref reader);

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);

    private static string Text(ref Utf8JsonReader reader)
    {
        string? text;
        try
        {
            text = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that the text is not valid UTF-8 or holds a lone surrogate.
            throw new JsonException("must be valid Unicode text");
        }

        return text!.Contains('\0', StringComparison.Ordinal)
            ? throw new JsonException("must not contain the character U+0000")
            : text;
    }
}
