using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Json;

/// <summary>A value that is stored as JSON by its own type, not by that of the variable that holds it.</summary>
/// <param name="Value">The value; once it was read, JSON, because its type is not stored.</param>
[JsonConverter(typeof(ByItsType))]
internal readonly record struct StoredObject(object Value)
{
    /// <summary>The value as its type, which the reader has to know.</summary>
    internal object As(Type type) => Value is JsonElement json ? json.Deserialize(type, StoredJson.Options)! : Value;

    private sealed class ByItsType : JsonConverter<StoredObject>
    {
        public override StoredObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonElement.ParseValue(ref reader));

        public override void Write(Utf8JsonWriter writer, StoredObject value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, value.Value.GetType(), options);
    }
}
