using System.Globalization;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>Bounds and listed values of attributes, which mostly are of another type than the member.</summary>
internal static class Bound
{
    private const NumberStyles Style = NumberStyles.Float;

    /// <summary>The number as it is written, so that 0.1 is a tenth; <see langword="null"/> beyond what a decimal holds,
    /// which is beyond every whole number too.</summary>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    internal static decimal? AsDecimal(object bound)
    {
        if (bound is Enum)
            return Convert.ToDecimal(bound, CultureInfo.InvariantCulture);
        var text = TextOf(bound);
        if (decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value))
            return value;
        return double.TryParse(text, Style, CultureInfo.InvariantCulture, out _) ? null : throw No(bound, "number");
    }

    /// <summary>The nearest double.</summary>
    /// <exception cref="InvalidOperationException">It is no number.</exception>
    internal static double AsDouble(object bound) =>
        double.TryParse(TextOf(bound), Style, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw No(bound, "number");

    /// <summary>Whether it is less than zero; for one that <see cref="AsDecimal"/> has no number for.</summary>
    internal static bool IsNegative(object bound) => TextOf(bound).StartsWith('-');

    /// <summary>A value of a type that callers write as one word.</summary>
    /// <exception cref="InvalidOperationException">It is none of that type.</exception>
    internal static T As<T>(object bound)
        where T : notnull => bound is T same
            ? same
            : Formats.For<T>() is { } format && format.Text(TextOf(bound), out var value)
                ? value
                : throw No(bound, typeof(T).Name);

    internal static string TextOf(object bound) => bound switch
    {
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => Convert.ToString(bound, CultureInfo.InvariantCulture) ?? "",
    };

    private static InvalidOperationException No(object bound, string expected) => new(
        $"'{TextOf(bound)}' in an attribute is not a valid {expected}. Write it as callers do, such as 2026-01-31.");
}
