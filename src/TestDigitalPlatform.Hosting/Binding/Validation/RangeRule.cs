using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.Binding.Validation;

/// <summary>Compares values with the bounds of <see cref="RangeAttribute"/> in the member's own type.</summary>
internal static class RangeRule
{
    /// <returns><see langword="null"/> for a type that has no order.</returns>
    /// <exception cref="InvalidOperationException">A bound is no value of the type.</exception>
    internal static Func<object, bool>? For(RangeAttribute range, Type type)
    {
        // Whoever formats its message must not read the bounds by the machine's language.
        (range.ParseLimitsInInvariantCulture, range.ConvertValueInInvariantCulture) = (true, true);
        if (Scalars.Find(type) is { Kind: ScalarKind.Floating })
            return Floating(range, type);
        if (type.IsEnum || type == typeof(decimal) || (NumberFormats.Has(type) && type.IsPrimitive))
            return Exact(range);
        return Formats.Has(type) && typeof(IComparable<>).MakeGenericType(type).IsAssignableFrom(type)
            ? (Func<object, bool>)typeof(RangeRule)
                .GetMethod(nameof(Ordered), BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(type)
                .CreateDelegate<Func<RangeAttribute, Func<object, bool>>>()(range)
            : null;
    }

    private static Func<object, bool> Exact(RangeAttribute range)
    {
        var (least, most) = (Bound.AsDecimal(range.Minimum), Bound.AsDecimal(range.Maximum));
        // A bound beyond every decimal: on its own side it is none, on the other nothing can keep it.
        if ((least is null && !Bound.IsNegative(range.Minimum)) || (most is null && Bound.IsNegative(range.Maximum)))
            return _ => false;
        var (min, max) = (least ?? decimal.MinValue, most ?? decimal.MaxValue);
        var (noMin, noMax) = (range.MinimumIsExclusive && least is not null, range.MaximumIsExclusive && most is not null);
        return value => Convert.ToDecimal(value, CultureInfo.InvariantCulture) is var number
            && (noMin ? number > min : number >= min)
            && (noMax ? number < max : number <= max);
    }

    private static Func<object, bool> Floating(RangeAttribute range, Type type)
    {
        var (least, most) = (Narrow(Bound.AsDouble(range.Minimum)), Narrow(Bound.AsDouble(range.Maximum)));
        return value => ToDouble(value) is var number
            && (range.MinimumIsExclusive ? number > least : number >= least)
            && (range.MaximumIsExclusive ? number < most : number <= most);

        // A tenth is another number in each of these types; the bound is the one that a caller who writes it gets.
        double Narrow(double bound) => type == typeof(float) ? (float)bound
            : type == typeof(Half) ? (double)(Half)bound
            : bound;
    }

    private static Func<object, bool> Ordered<T>(RangeAttribute range)
        where T : IComparable<T>
    {
        var (least, most) = (Bound.As<T>(range.Minimum), Bound.As<T>(range.Maximum));
        return value => (T)value is var own
            && own.CompareTo(least) is var above && (range.MinimumIsExclusive ? above > 0 : above >= 0)
            && own.CompareTo(most) is var below && (range.MaximumIsExclusive ? below < 0 : below <= 0);
    }

    private static double ToDouble(object value) =>
        value is Half half ? (double)half : Convert.ToDouble(value, CultureInfo.InvariantCulture);
}
