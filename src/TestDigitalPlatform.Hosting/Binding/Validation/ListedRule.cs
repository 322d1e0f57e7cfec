using System.Globalization;
using System.Reflection;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>Looks a value up among those that an attribute lists, in the member's own type: the 1 of an attribute is an
/// <see cref="int"/>, and no <see cref="long"/> equals that.</summary>
internal static class ListedRule
{
    /// <returns><see langword="null"/> for a type whose values are compared as they are.</returns>
    /// <exception cref="InvalidOperationException">A listed value is none of the type.</exception>
    internal static Func<object, bool>? For(object?[] listed, Type type)
    {
        var values = listed.OfType<object>().ToArray();
        if (type == typeof(double) || type == typeof(float))
            return Among(values.Select(Bound.AsDouble), type == typeof(float) ? v => (float)v : v => v, ToDouble);
        if (type == typeof(decimal) || (NumberFormats.Has(type) && type.IsPrimitive))
            return Among(values.Select(Bound.AsDecimal), v => v, ToDecimal);
        return Formats.Has(type)
            ? (Func<object, bool>)typeof(ListedRule)
                .GetMethod(nameof(Words), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .CreateDelegate<Func<object[], Func<object, bool>>>()(values)
            : null;
    }

    private static Func<object, bool> Words<T>(object[] values)
        where T : notnull => Among(values.Select(Bound.As<T>), v => v, v => (T)v);

    private static Func<object, bool> Among<T>(IEnumerable<T> values, Func<T, T> narrow, Func<object, T> own)
    {
        var known = values.Select(narrow).ToArray();
        return value => Array.IndexOf(known, own(value)) >= 0;
    }

    private static double ToDouble(object value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static decimal? ToDecimal(object value) => Convert.ToDecimal(value, CultureInfo.InvariantCulture);
}
