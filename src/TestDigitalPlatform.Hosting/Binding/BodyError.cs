using System.Text;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>Says what is wrong with a value of a body.</summary>
internal static class BodyError
{
    // The serializer tells kinds of failures apart by their texts only; a test holds these beginnings to what it says.
    private static readonly (string Beginning, string Code, string Message)[] Kinds =
    [
        ("The JSON property '", "unknown_field", "has a field that is not known here"),
        ("JSON deserialization for type", "required", "lacks a field that is required"),
        ("The property or field '", "required", "can't be null"),
        ("The constructor parameter '", "required", "can't be null"),
        ("Duplicate property '", "duplicate_field", "has a field more than once"),
        ("The JSON value could not be converted", "invalid_type", "is of the wrong type"),
    ];

    /// <summary>What a token holds, for people.</summary>
    internal static string Shown(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Text.TryGet(ref reader, out var text) ? $"'{Text.Shown(text)}'" : "The text",
        JsonTokenType.Number =>
            Text.Shown(Encoding.ASCII.GetString(reader.ValueSpan[..Math.Min(reader.ValueSpan.Length, 60)])),
        JsonTokenType.True => "true",
        JsonTokenType.False => "false",
        _ => "This",
    };

    /// <summary>
    /// A value of the right kind in JSON but not in our format is another mistake than one of the wrong kind.
    /// </summary>
    internal static string CodeOf<T>(JsonTokenType token)
    {
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        var isNumber = (type.IsPrimitive && type != typeof(bool)) || type == typeof(decimal);
        var written =
            isNumber ? JsonTokenType.Number : type == typeof(bool) ? JsonTokenType.True : JsonTokenType.String;
        return token == written ? "invalid_value" : "invalid_type";
    }

    /// <summary>Tells what the serializer found within a field.</summary>
    internal static void Add(RequestBinding binding, string field, JsonException e)
    {
        // The path begins with $, which is the field.
        var path = Text.Shown(field + e.Path?.TrimStart('$'));
        foreach (var (beginning, code, message) in Kinds)
        {
            if (e.Message.StartsWith(beginning, StringComparison.Ordinal))
            {
                binding.Add(path, code, $"'{path}' {message}{Names(e.Message, code)}.");
                return;
            }
        }

        // What our own converters say: "must be a UUID".
        binding.Add(path, "invalid_value", $"'{path}' {Text.Shown(e.Message)}.");
    }

    // "…was missing required properties including: 'a', 'b'." names them at its end; an unknown one is the path's last
    // part already.
    private static string Names(string message, string code)
    {
        var colon = message.IndexOf(": '", StringComparison.Ordinal);
        return code == "required" && colon >= 0 ? ": " + message[(colon + 2)..].TrimEnd('.') : "";
    }
}
