using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>The formats of all types that one word can carry.</summary>
internal static class Formats
{
    private static readonly Dictionary<Type, object> Known = new()
    {
        [typeof(string)] = new Format<string>("a text", AsIs),
        [typeof(bool)] = new Format<bool>("true or false", TryBool, TryBool),
        [typeof(char)] = new Format<char>("one character", TryChar),
        [typeof(byte)] = Whole<byte>(),
        [typeof(sbyte)] = Whole<sbyte>(),
        [typeof(short)] = Whole<short>(),
        [typeof(ushort)] = Whole<ushort>(),
        [typeof(int)] = Whole<int>(),
        [typeof(uint)] = Whole<uint>(),
        [typeof(long)] = Whole<long>(),
        [typeof(ulong)] = Whole<ulong>(),
        [typeof(decimal)] = Number<decimal>(),
        [typeof(double)] = Number<double>(),
        [typeof(float)] = Number<float>(),
        [typeof(Guid)] = new Format<Guid>("a UUID", TryGuid, TryGuid),
        [typeof(DateTimeOffset)] = FromTexts<DateTimeOffset>(TimeFormats.Instant, TimeFormats.TryInstant),
        [typeof(DateTime)] = FromTexts<DateTime>(TimeFormats.Instant, TimeFormats.TryUtc),
        [typeof(DateOnly)] = FromTexts<DateOnly>("a date such as 2026-11-22", TimeFormats.TryDate),
        [typeof(TimeOnly)] = FromTexts<TimeOnly>("a time of day such as 13:25:00", TimeFormats.TryTime),
        [typeof(TimeSpan)] = FromTexts<TimeSpan>("a duration such as 1.06:30:00 (days, hours, minutes, seconds)", TimeFormats.TryDuration),
    };

    internal static Format<T>? For<T>()
    {
        var type = typeof(T);
        if (Known.TryGetValue(type, out var format))
            return (Format<T>)format;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Make<T>(nameof(OfNullable), inner);
        if (type.IsEnum)
            return Make<T>(nameof(OfEnum), type);
        if (type.IsValueType && Implements(type, typeof(IId<>)))
            return Make<T>(nameof(OfId), type);
        return type.IsValueType && Implements(type, typeof(ITextId<>)) ? Make<T>(nameof(OfTextId), type) : null;
    }

    /// <summary>A format whose JSON is a text of the same form.</summary>
    private static Format<T> FromTexts<T>(string expected, TextParser<T> parse) => new(expected, parse, (ref Utf8JsonReader reader, out T value) =>
    {
        value = default!;
        return reader.TokenType == JsonTokenType.String && Text.TryGet(ref reader, out var text) && parse(text, out value);
    });

    private static Format<T?>? OfNullable<T>()
        where T : struct
    {
        if (For<T>() is not { } format)
            return null;
        return new(
            format.Expected,
            (text, out value) =>
            {
                var parsed = format.Text(text, out var inner);
                value = inner;
                return parsed;
            },
            format.Token is null ? null : (ref Utf8JsonReader reader, out T? value) =>
            {
                var parsed = format.Token(ref reader, out var inner);
                value = inner;
                return parsed;
            });
    }

    private static Format<T> Whole<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {T.MinValue} to {T.MaxValue}"),
            (text, out value) => T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value),
            (ref Utf8JsonReader reader, out T value) =>
            {
                value = default;
                return reader.TokenType == JsonTokenType.Number
                    && T.TryParse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
            });

    private static Format<T> Number<T>()
        where T : struct, INumber<T> => new(
            "a number",
            (text, out value) => T.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out value) && T.IsFinite(value),
            (ref Utf8JsonReader reader, out T value) =>
            {
                value = default;
                return reader.TokenType == JsonTokenType.Number
                    && T.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && T.IsFinite(value);
            });

    private static Format<T> OfEnum<T>()
        where T : struct, Enum => FromTexts<T>(
            "one of: " + string.Join(", ", EnumText<T>.All),
            (text, out value) => EnumText<T>.TryParse(text.ToString(), out value));

    private static Format<T> OfId<T>()
        where T : struct, IId<T> => new(
            "a UUID",
            (text, out value) =>
            {
                var parsed = TryGuid(text, out var bare);
                value = T.From(bare);
                return parsed;
            },
            (ref Utf8JsonReader reader, out T value) =>
            {
                var parsed = TryGuid(ref reader, out var bare);
                value = T.From(bare);
                return parsed;
            });

    private static Format<T> OfTextId<T>()
        where T : struct, ITextId<T> => FromTexts<T>(
            $"a valid {typeof(T).Name}",
            (text, out value) => T.TryParse(text.ToString(), CultureInfo.InvariantCulture, out value));

    private static bool AsIs(ReadOnlySpan<char> text, out string value)
    {
        value = text.ToString();
        return true;
    }

    private static bool TryBool(ReadOnlySpan<char> text, out bool value)
    {
        value = text.SequenceEqual("true");
        return value || text.SequenceEqual("false");
    }

    private static bool TryBool(ref Utf8JsonReader reader, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return value || reader.TokenType == JsonTokenType.False;
    }

    private static bool TryChar(ReadOnlySpan<char> text, out char value)
    {
        value = text.Length == 1 ? text[0] : default;
        return text.Length == 1;
    }

    // Only the form with hyphens (RFC 9562, section 4). The framework's parser would also take signs and 0x among the digits.
    private static bool TryGuid(ReadOnlySpan<char> text, out Guid value)
    {
        value = default;
        return text.Length == 36 && text.IndexOfAny('x', 'X', '+') < 0 && Guid.TryParseExact(text, "D", out value);
    }

    private static bool TryGuid(ref Utf8JsonReader reader, out Guid value)
    {
        value = default;
        return reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out value);
    }

    private static bool Implements(Type type, Type definition) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static Format<T>? Make<T>(string method, Type argument) =>
        (Format<T>?)typeof(Formats).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(argument).Invoke(null, null);
}
