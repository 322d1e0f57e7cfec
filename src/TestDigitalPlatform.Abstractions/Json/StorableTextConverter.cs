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

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
