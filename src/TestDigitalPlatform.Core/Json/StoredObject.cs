using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Json;

/// <summary>A value that is stored as JSON by its own type, not by that of the variable that holds it.</summary>
[JsonConverter(typeof(ByItsType))]
internal readonly record struct StoredObject(object Value)
{
    private sealed class ByItsType : JsonConverter<StoredObject>
    {
        public override StoredObject Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("It is read by its own type.");

        public override void Write(Utf8JsonWriter writer, StoredObject value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, value.Value.GetType(), options);
    }
}
