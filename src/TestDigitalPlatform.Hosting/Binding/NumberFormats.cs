using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>
/// How numbers are written: the same digits in an address and in JSON, and nothing that depends on a culture.
/// </summary>
internal static class NumberFormats
{
    private const NumberStyles Digits = NumberStyles.AllowLeadingSign;
    private const NumberStyles Fraction = Digits | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    internal static Format<T> Whole<T>()
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(
            string.Create(CultureInfo.InvariantCulture, $"a whole number from {T.MinValue} to {T.MaxValue}"),
            (text, out value) => T.TryParse(text, Digits, CultureInfo.InvariantCulture, out value),
            (ref Utf8JsonReader reader, out T value) => TryRead(ref reader, Digits, out value));

    internal static Format<T> Any<T>()
        where T : struct, INumber<T> => new(
            "a number",
            // 1e999 would be read as infinity, which neither JSON nor a column can hold.
            (text, out value) =>
                T.TryParse(text, Fraction, CultureInfo.InvariantCulture, out value) && T.IsFinite(value),
            (ref Utf8JsonReader reader, out T value) => TryRead(ref reader, Fraction, out value) && T.IsFinite(value));

    private static bool TryRead<T>(ref Utf8JsonReader reader, NumberStyles style, out T value)
        where T : struct, INumber<T>
    {
        value = default;
        return reader.TokenType == JsonTokenType.Number
            && T.TryParse(reader.ValueSpan, style, CultureInfo.InvariantCulture, out value);
    }
}
