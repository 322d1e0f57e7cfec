using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using Microsoft.OpenApi;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.OpenApi.Schemas;

/// <summary>The bounds of <see cref="RangeAttribute"/>, as callers write values of the member's type.</summary>
/// <param name="Least">The least value; <see langword="null"/> for none.</param>
/// <param name="Most">The greatest value; <see langword="null"/> for none.</param>
/// <param name="NoLeast">Whether the least value itself is not allowed.</param>
/// <param name="NoMost">Whether the greatest value itself is not allowed.</param>
internal sealed record RangeBounds(string? Least, string? Most, bool NoLeast, bool NoMost)
{
    /// <returns><see langword="null"/> where the type has no order that callers could know.</returns>
    internal static RangeBounds? Of(RangeAttribute range, Type type)
    {
        Func<object, string?>? written = Scalars.Find(type) is { IsNumber: true } number ? bound => Number(bound, number.Limits)
            : IsTime(type) ? bound => Time(bound, type) : null;
        return written is null ? null : new RangeBounds(
            written(range.Minimum), written(range.Maximum), range.MinimumIsExclusive, range.MaximumIsExclusive);
    }

    internal static bool IsTime(Type type) => Scalars.Find(type) is { Kind: ScalarKind.Time };

    internal void Apply(OpenApiSchema schema, Type type)
    {
        if (IsTime(type))
            SayTimes(schema);
        else
            SayNumbers(schema);
    }

    /// <summary>A value between the bounds; <see langword="null"/> when neither bound is one and both are unknown.</summary>
    internal string? Between(Type type)
    {
        if (Least is not null && !NoLeast)
            return Least;
        if (Most is not null && !NoMost)
            return Most;
        return decimal.TryParse(Least, NumberStyles.Float, CultureInfo.InvariantCulture, out var least)
            && decimal.TryParse(Most, NumberStyles.Float, CultureInfo.InvariantCulture, out var most)
                ? (Scalars.Find(type) is { Kind: ScalarKind.Whole } ? decimal.Floor(least) + 1 : (least / 2) + (most / 2)).ToString(CultureInfo.InvariantCulture)
                : null;
    }

    private void SayNumbers(OpenApiSchema schema)
    {
        if (Least is not null)
            (schema.Minimum, schema.ExclusiveMinimum) = (NoLeast ? null : Least, NoLeast ? Least : null);
        if (Most is not null)
            (schema.Maximum, schema.ExclusiveMaximum) = (NoMost ? null : Most, NoMost ? Most : null);
    }

    // JSON Schema compares numbers only.
    private void SayTimes(OpenApiSchema schema)
    {
        schema.Extensions ??= new Dictionary<string, IOpenApiExtension>();
        if (Least is not null)
            schema.Extensions[NoLeast ? "x-tdp-exclusiveMinimum" : "x-tdp-minimum"] = new JsonNodeExtension(Least);
        if (Most is not null)
            schema.Extensions[NoMost ? "x-tdp-exclusiveMaximum" : "x-tdp-maximum"] = new JsonNodeExtension(Most);
    }

    // As it is written, so that 0.1 is a tenth. What lies beyond the type, or is no number, bounds nothing.
    private static string? Number(object bound, (double Least, double Most) limits)
    {
        var text = bound switch
        {
            Enum => null,
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            float number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => Convert.ToString(bound, CultureInfo.InvariantCulture),
        };
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            return null;
        if (value <= limits.Least || value >= limits.Most)
            return null;
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (double)exact == value
            ? exact.ToString(CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
    }

    private static string? Time(object bound, Type type)
    {
        if (bound.GetType() == type)
            return Written(bound);
        var text = Convert.ToString(bound, CultureInfo.InvariantCulture)!;
        var converter = TypeDescriptor.GetConverter(type);
        return converter.CanConvertFrom(typeof(string)) && converter.IsValid(text)
            ? Written(converter.ConvertFromInvariantString(text)!)
            : null;
    }

    private static string? Written(object value) =>
        JsonSerializer.SerializeToNode(value, value.GetType(), PlatformJson.Options)?.GetValue<string>();
}
