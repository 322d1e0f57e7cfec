using System.Reflection;
using System.Text.Json;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Languages;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>The formats of all types that one word can carry.</summary>
internal static class Formats
{
    private static readonly Dictionary<Type, object> Known = new()
    {
        [typeof(string)] = new Format<string>("a string", AsIs),
        [typeof(bool)] = new Format<bool>("true or false", TryBool, TryBool),
        [typeof(char)] = FromTexts<char>("one character", TryChar),
        [typeof(byte)] = NumberFormats.Whole<byte>(),
        [typeof(sbyte)] = NumberFormats.Whole<sbyte>(),
        [typeof(short)] = NumberFormats.Whole<short>(),
        [typeof(ushort)] = NumberFormats.Whole<ushort>(),
        [typeof(int)] = NumberFormats.Whole<int>(),
        [typeof(uint)] = NumberFormats.Whole<uint>(),
        [typeof(long)] = NumberFormats.Whole<long>(),
        [typeof(ulong)] = NumberFormats.Whole<ulong>(),
        [typeof(Int128)] = NumberFormats.Whole<Int128>(),
        [typeof(UInt128)] = NumberFormats.Whole<UInt128>(),
        [typeof(decimal)] = NumberFormats.Decimal,
        [typeof(double)] = NumberFormats.Floating<double>(),
        [typeof(float)] = NumberFormats.Floating<float>(),
        [typeof(Half)] = NumberFormats.Floating<Half>(),
        [typeof(Guid)] = IdFormats.Uuid,
        [typeof(DateTimeOffset)] = FromTexts<DateTimeOffset>(TimeFormats.Instant, TimeFormats.TryInstant),
        [typeof(DateTime)] = FromTexts<DateTime>(TimeFormats.Instant, TimeFormats.TryUtc),
        [typeof(DateOnly)] = FromTexts<DateOnly>("a date such as 2026-11-22", TimeFormats.TryDate),
        [typeof(TimeOnly)] = FromTexts<TimeOnly>("a time of day such as 13:25:00", TimeFormats.TryTime),
        [typeof(TimeSpan)] = FromTexts<TimeSpan>(TimeFormats.Duration, TimeFormats.TryDuration),
        [typeof(byte[])] = FromTexts<byte[]>("base64 with padding (RFC 4648, section 4)", TryBytes) with
        {
            IsBounded = true,
        },
        [typeof(Uri)] = FromTexts<Uri>("a URI reference (RFC 3986, section 4.1)", TryUri) with { IsBounded = true },
    };

    /// <summary>Whether there is a format for a type that is not nullable.</summary>
    internal static bool Has(Type type) => Known.ContainsKey(type) || type.IsEnum
        || (SensitiveTypes.InnerOf(type) is { } plain && Nullable.GetUnderlyingType(type) is null && Has(plain))
        || (type.IsValueType && (Implements(type, typeof(IId<>)) || Implements(type, typeof(ITextId<>))));

    internal static Format<T>? For<T>()
    {
        var type = typeof(T);
        if (Known.TryGetValue(type, out var format))
            return (Format<T>)format;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Make<T>(typeof(Formats), nameof(OfNullable), inner);
        if (SensitiveTypes.InnerOf(type) is { } plain)
            return Make<T>(typeof(Formats), nameof(OfSensitive), plain);
        if (type.IsEnum)
            return Make<T>(typeof(IdFormats), nameof(IdFormats.OfEnum), type);
        if (type.IsValueType && Implements(type, typeof(IId<>)))
            return Make<T>(typeof(IdFormats), nameof(IdFormats.OfId), type);
        return type.IsValueType && Implements(type, typeof(ITextId<>))
            ? Make<T>(typeof(IdFormats), nameof(IdFormats.OfTextId), type)
            : null;
    }

    /// <summary>A format whose JSON is a text of the same form.</summary>
    internal static Format<T> FromTexts<T>(Phrase expected, TextParser<T> parse) => new(
        expected,
        parse,
        (ref Utf8JsonReader reader, out T value) =>
        {
            value = default!;
            return reader.TokenType == JsonTokenType.String
                && Text.TryGet(ref reader, out var text)
                && !text.Contains('\0', StringComparison.Ordinal)
                && parse(text, out value);
        });

    internal static Format<T?>? OfNullable<T>()
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
            })
        {
            IsBounded = format.IsBounded,
            IsSensitive = format.IsSensitive,
        };
    }

    // In a body only: the compiler lets none stand in an address.
    internal static Format<Sensitive<T>>? OfSensitive<T>()
        where T : notnull
    {
        if (For<T>() is not { } format)
            return null;
        // Texts are otherwise read without a format of their own.
        var token = format.Token ?? FromTexts(format.Expected, format.Text).Token!;
        return new(
            format.Expected,
            (_, out _) => throw new NotSupportedException("A sensitive value can't be written in a URL."),
            (ref Utf8JsonReader reader, out Sensitive<T> value) =>
            {
                var parsed = token(ref reader, out var inner);
                value = parsed ? new(inner) : default;
                return parsed;
            })
        {
            IsBounded = format.IsBounded || typeof(T) == typeof(string),
            IsSensitive = true,
        };
    }

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
        return text.Length == 1 && Text.IsStorable(text);
    }

    // The decoder passes over white space and over bits that no byte takes; what it gives back tells.
    private static bool TryBytes(ReadOnlySpan<char> text, out byte[] value)
    {
        value = [];
        if (text.Length % 4 != 0)
            return false;
        var bytes = new byte[text.Length / 4 * 3];
        if (!Convert.TryFromBase64Chars(text, bytes, out var length))
            return false;
        value = bytes[..length];
        return text.SequenceEqual(Convert.ToBase64String(value));
    }

    private static bool TryUri(ReadOnlySpan<char> text, out Uri value) =>
        Uri.TryCreate(text.ToString(), UriKind.RelativeOrAbsolute, out value!);

    private static bool Implements(Type type, Type definition) =>
        Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition);

    private static Format<T>? Make<T>(Type of, string method, Type argument) => (Format<T>?)of
        .GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(argument)
        .Invoke(null, null);
}
