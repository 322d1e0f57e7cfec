using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Encryption;

/// <summary>A converter for each type of sensitive value.</summary>
/// <param name="converter">The open generic type of the converter.</param>
internal abstract class SensitiveConverters(Type converter) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Sensitive<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(converter.MakeGenericType(typeToConvert.GenericTypeArguments))!;
}

/// <summary>
/// Over HTTP, a sensitive value is what its inner type is. This is the only way in which JSON has the value itself.
/// </summary>
internal sealed class ClearJson() : SensitiveConverters(typeof(ClearConverter<>));

/// <summary>Whatever is serialized without the platform's settings, such as an object in a log, does not show it.</summary>
internal sealed class HiddenJson() : SensitiveConverters(typeof(HiddenConverter<>));

internal sealed class ClearConverter<T> : JsonConverter<Sensitive<T>>
    where T : notnull
{
    public override bool HandleNull => true;

    public override Sensitive<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.Null ? default : new(JsonSerializer.Deserialize<T>(ref reader, options)!);

    public override void Write(Utf8JsonWriter writer, Sensitive<T> value, JsonSerializerOptions options)
    {
        if (value.IsErased)
            writer.WriteNullValue();
        else
            JsonSerializer.Serialize(writer, value.Reveal(), options);
    }
}

internal sealed class HiddenConverter<T> : JsonConverter<Sensitive<T>>
    where T : notnull
{
    public override Sensitive<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("A sensitive value is read with PlatformJson.Options.");

    public override void Write(Utf8JsonWriter writer, Sensitive<T> value, JsonSerializerOptions options) =>
        writer.WriteStringValue(SensitiveContent.Hidden);
}
