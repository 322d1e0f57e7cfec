using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform;

/// <summary>
/// Refuses instants without their offset, which would mean another time on a server elsewhere (RFC 3339, section 4.4).
/// </summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const int ShortestWithTime = 17; // 2026-11-22T13:25Z

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && reader.TryGetDateTimeOffset(out var value) && HasOffset(reader.ValueSpan)
            ? value
            : throw new JsonException("must be a date and time with an offset");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override DateTimeOffset ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        HasOffset(reader.ValueSpan)
        && DateTimeOffset.TryParse(reader.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out var value)
            ? value
            : throw new JsonException("must be a date and time with an offset");

    public override void WriteAsPropertyName(
        Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture));

    private static bool HasOffset(ReadOnlySpan<byte> text) =>
        text.Length >= ShortestWithTime && (text[^1] is (byte)'Z' or (byte)'z' || text[^6] is (byte)'+' or (byte)'-');
}
