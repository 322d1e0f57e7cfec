using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Json;

/// <summary>JSON that is stored or sent between services: sensitive values are ciphertext in it.</summary>
internal static class SealedJson
{
    /// <summary>What a ciphertext begins with, followed by base64url.</summary>
    internal const string Prefix = "tdp:sealed:";

    [ThreadStatic]
    private static Sealer? sealer;

    [ThreadStatic]
    private static bool isTrying;

    [ThreadStatic]
    private static bool met;

    /// <summary>Messages' JSON, as it is stored.</summary>
    internal static JsonSerializerOptions Messages { get; } = With(PlatformJson.Options);

    /// <summary>The same settings, with ciphertext in the place of sensitive values.</summary>
    internal static JsonSerializerOptions With(JsonSerializerOptions options)
    {
        var made = new JsonSerializerOptions(options);
        // The first that fits is taken.
        made.Converters.Insert(0, new SealedConverters());
        return made;
    }

    /// <summary>Writes what holds no sensitive value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="type">Its type.</param>
    /// <param name="options">The settings, made by <see cref="With"/>.</param>
    /// <param name="json">The JSON; where a sensitive value was met, with a placeholder for it.</param>
    /// <returns>Whether it is complete: no sensitive value was met.</returns>
    internal static bool TryWrite(object? value, Type type, JsonSerializerOptions options, out string json)
    {
        (sealer, isTrying, met) = (null, true, false);
        try
        {
            json = JsonSerializer.Serialize(value, type, options);
            return !met;
        }
        finally
        {
            isTrying = false;
        }
    }

    /// <summary>Writes anything, with keys.</summary>
    internal static string Write(object? value, Type type, JsonSerializerOptions options, Sealer with)
    {
        sealer = with;
        try
        {
            return JsonSerializer.Serialize(value, type, options);
        }
        finally
        {
            sealer = null;
        }
    }

    private sealed class SealedConverters() : SensitiveConverters(typeof(SealedConverter<>));

    private sealed class SealedConverter<T> : JsonConverter<Sensitive<T>>
        where T : notnull
    {
        public override bool HandleNull => true;

        public override Sensitive<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType is JsonTokenType.Null)
                return default;
            if (reader.TokenType is not JsonTokenType.String || Ciphertext(reader.GetString()!) is not { } ciphertext)
                // Told by a service of another make, or by a person who edited the message.
                return new(JsonSerializer.Deserialize<T>(ref reader, options)!);
            var content = new SensitiveContent<T>(ciphertext);
            Opening.Add(content);
            return new(content);
        }

        public override void Write(Utf8JsonWriter writer, Sensitive<T> value, JsonSerializerOptions options)
        {
            met = true;
            if (value.IsErased && ((ISensitive)value).Content?.Remains is not { })
                writer.WriteNullValue();
            else if (sealer?.Seal(((ISensitive)value).Content) is { } ciphertext)
                writer.WriteStringValue(Prefix + Base64Url.EncodeToString(ciphertext));
            else if (isTrying)
                writer.WriteStringValue(SensitiveContent.Hidden);
            else
                throw new NotSupportedException("A sensitive value can't be stored here: use a column or an event.");
        }

        private static byte[]? Ciphertext(string text)
        {
            if (!text.StartsWith(Prefix, StringComparison.Ordinal))
                return null;
            try
            {
                return Base64Url.DecodeFromChars(text.AsSpan(Prefix.Length));
            }
            catch (FormatException)
            {
                throw new JsonException("The ciphertext of a sensitive value can't be read.");
            }
        }
    }
}
