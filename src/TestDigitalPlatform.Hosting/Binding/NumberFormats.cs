using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using TestDigitalPlatform.Languages;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>
/// How numbers are written: the same digits in an address and in JSON, and nothing that depends on a culture.
/// </summary>
internal static class NumberFormats
{
    private const NumberStyles Digits = NumberStyles.AllowLeadingSign;
    private const NumberStyles Fraction = Digits | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const int ShortToken = 64;

    internal static Format<decimal> Decimal { get; } =
        Make<decimal>("a number with at most 28 significant digits", NumberText.TryExact);

    internal static Format<T> Whole<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => Make<T>(
            $"a whole number from {T.MinValue} to {T.MaxValue}",
            static (text, out value) => T.TryParse(text, Digits, CultureInfo.InvariantCulture, out value)
                // JSON Schema calls 5.0 an integer too (2020-12, section 6.1.1), and some languages write it so.
                || (NumberText.TryWhole(text, out var digits)
                    && T.TryParse(digits, Digits, CultureInfo.InvariantCulture, out value)));

    internal static Format<T> Floating<T>()
        where T : struct, INumber<T> => Make<T>(
            "a number",
            // 1e999 would be read as infinity, which neither JSON nor a column can hold.
            static (text, out value) =>
                T.TryParse(text, Fraction, CultureInfo.InvariantCulture, out value) && T.IsFinite(value));

    /// <summary>Whether JSON writes a type as a number.</summary>
    internal static bool Has(Type type) => Scalars.Find(type) is { IsNumber: true };

    /// <param name="expected">What it looks like.</param>
    /// <param name="read">Reads what is a number of JSON already.</param>
    private static Format<T> Make<T>(Phrase expected, TextParser<T> read)
        where T : struct => new(
            expected,
            (text, out value) =>
            {
                value = default;
                return NumberText.IsJson(text) && read(text, out value);
            },
            (ref Utf8JsonReader reader, out T value) =>
            {
                value = default;
                if (reader.TokenType != JsonTokenType.Number)
                    return false;
                var digits = reader.ValueSpan;
                if (digits.Length > ShortToken)
                    return read(Encoding.ASCII.GetString(digits), out value);
                Span<char> text = stackalloc char[ShortToken];
                return read(text[..Encoding.ASCII.GetChars(digits, text)], out value);
            });
}
