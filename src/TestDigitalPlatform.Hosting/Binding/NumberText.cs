using System.Globalization;

namespace TestDigitalPlatform.Hosting.Binding;

/// <summary>A number by its digits alone: <c>1.50</c> and <c>15e-1</c> are the same.</summary>
/// <param name="IsNegative">Whether it is less than zero.</param>
/// <param name="Digits">Without zeros at either end; empty for zero.</param>
/// <param name="Exponent">How many zeros follow the digits; less than zero when the point stands before their end.</param>
internal readonly record struct NumberText(bool IsNegative, string Digits, long Exponent)
{
    private const int LongestSurelyExact = 28;

    /// <summary>Whether a text is a number of JSON (RFC 8259, section 6): the framework also takes <c>+1</c>, <c>007</c>
    /// and <c>.5</c>.</summary>
    internal static bool IsJson(ReadOnlySpan<char> text)
    {
        if (text is ['-', ..])
            text = text[1..];
        if (text is ['0', >= '0' and <= '9', ..] || !TakeDigits(ref text))
            return false;
        if (text is ['.', ..])
        {
            text = text[1..];
            if (!TakeDigits(ref text))
                return false;
        }

        if (text is not ['e' or 'E', ..])
            return text.IsEmpty;
        text = text is [_, '+' or '-', ..] ? text[2..] : text[1..];
        return TakeDigits(ref text) && text.IsEmpty;
    }

    /// <summary>Reads a decimal, unless it would be rounded.</summary>
    /// <param name="text">A number of JSON.</param>
    /// <param name="value">The number, with the zeros at its end that were sent.</param>
    internal static bool TryExact(ReadOnlySpan<char> text, out decimal value)
    {
        const NumberStyles Style =
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out value))
            return false;
        return (text.Length <= LongestSurelyExact && !text.ContainsAny('e', 'E'))
            || (TryRead(text, out var sent) && TryRead(value.ToString(CultureInfo.InvariantCulture), out var read)
                && sent == read);
    }

    /// <summary>The digits of a whole number that is written with a point or an exponent: <c>5.0</c>, <c>5e3</c>.</summary>
    /// <param name="text">A number of JSON.</param>
    /// <param name="digits">The same number with digits only.</param>
    internal static bool TryWhole(ReadOnlySpan<char> text, out string digits)
    {
        const int Longest = 40; // A UInt128 has 39.
        digits = "";
        if (!text.ContainsAny('.', 'e', 'E') || !TryRead(text, out var number)
            || number.Exponent < 0 || number.Digits.Length + number.Exponent > Longest)
            return false;
        digits = number.Digits.Length == 0
            ? "0"
            : (number.IsNegative ? "-" : "") + number.Digits + new string('0', (int)number.Exponent);
        return true;
    }

    private static bool TryRead(ReadOnlySpan<char> text, out NumberText number)
    {
        var isNegative = text is ['-', ..];
        var mantissa = isNegative ? text[1..] : text;
        var (at, exponent) = (mantissa.IndexOfAny('e', 'E'), 0L);
        var isKnown = at < 0 || long.TryParse(
            mantissa[(at + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent);
        mantissa = at < 0 ? mantissa : mantissa[..at];
        var point = mantissa.IndexOf('.');
        var all = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        var digits = all.TrimStart('0').TrimEnd('0');
        number = default(NumberText) with { Digits = "" };
        if (digits.Length == 0)
            return true;
        var zeros = all.Length - all.TrimEnd('0').Length - (point < 0 ? 0 : mantissa.Length - point - 1);
        // An exponent of more than nine digits fits no type; adding to it must not overflow either.
        number = new NumberText(isNegative, digits, exponent + zeros);
        return isKnown && exponent is > -1_000_000_000 and < 1_000_000_000;
    }

    private static bool TakeDigits(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        end = end < 0 ? text.Length : end;
        text = text[end..];
        return end > 0;
    }
}
