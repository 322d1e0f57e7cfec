using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TestDigitalPlatform.Hosting.Binding.Shapes;

/// <summary>
/// How the serializer makes what a shape has found right: its single values are read by <see cref="Formats"/>, as they
/// are everywhere else.
/// </summary>
internal static class BindingJson
{
    internal static JsonSerializerOptions Options { get; } = Make();

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(PlatformJson.Options)
        {
            // RFC 8259, section 4: an object is unordered.
            AllowOutOfOrderMetadataProperties = true,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ReadNumbersAsOthersAre } },
        };
        // The first that fits is taken.
        options.Converters.Insert(0, new FormatConverters());
        options.MakeReadOnly();
        return options;
    }

    // A contract that allows numbers in quotes would ask for the serializer's own converters.
    private static void ReadNumbersAsOthersAre(JsonTypeInfo type)
    {
        type.NumberHandling = null;
        foreach (var property in type.Properties)
            property.NumberHandling = null;
    }

    private sealed class FormatConverters : JsonConverterFactory
    {
        // Texts keep their own converter, which is as strict.
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert != typeof(string) && Formats.Has(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(FormatConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class FormatConverter<T> : JsonConverter<T>
        where T : notnull
    {
        private static readonly Format<T> Format = Formats.For<T>()!;

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Format.Token!(ref reader, out var value) ? value : throw new JsonException("is not " + Format.Expected);

        public override T ReadAsPropertyName(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Format.Text(reader.GetString(), out var value)
                ? value
                : throw new JsonException("is not " + Format.Expected);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            throw new NotSupportedException("These options read only.");
    }
}
