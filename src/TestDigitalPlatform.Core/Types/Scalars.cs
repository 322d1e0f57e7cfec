using System.Globalization;
using System.Numerics;

namespace TestDigitalPlatform.Types;

/// <summary>The types whose values are single words. Besides them there are enums and ids, by rule.</summary>
/// <remarks>
/// A new type is one entry here, its parser in Hosting's <c>Formats</c>, its name in the compiler's <c>TypeKinds</c>, and,
/// unless the driver knows it, its form in <c>ColumnTypes</c>. Tests go through this table and fail where one is missing.
/// </remarks>
internal static class Scalars
{
    // One code point that is one char of .NET, and no U+0000.
    private const string OneChar = @"^[\u0001-\uD7FF\uE000-\uFFFF]$";

    // Partial-time of RFC 3339 (section 5.6), the seconds by choice. The format "time" would demand an offset.
    private const string TimeOfDay = @"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]+)?)?$";

    // Days, hours, minutes, seconds and fractions: not the "duration" of ISO 8601.
    private const string Duration =
        @"^-?([0-9]{1,7}\.)?([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,7})?$";

    internal static IReadOnlyDictionary<Type, ScalarType> All { get; } = new[]
    {
        new ScalarType(typeof(bool), ScalarKind.Boolean, "true") { IsNative = true },

        Whole<byte>("int32"),
        Whole<sbyte>("int32"),
        Whole<short>("int32") with { IsNative = true },
        Whole<ushort>("int32"),
        Whole<int>("int32") with { IsNative = true, Bounds = null },
        Whole<uint>("int64"),
        Whole<long>("int64") with { IsNative = true, Bounds = null },
        Whole<ulong>("uint64"),
        Whole<Int128>(null),
        Whole<UInt128>(null),

        new ScalarType(typeof(decimal), ScalarKind.Exact, "12.5")
        {
            IsNative = true, Limits = ((double)decimal.MinValue, (double)decimal.MaxValue),
        },
        new ScalarType(typeof(double), ScalarKind.Floating, "12.5") { IsNative = true, Format = "double" },
        new ScalarType(typeof(float), ScalarKind.Floating, "12.5")
        {
            IsNative = true, Format = "float", Limits = (float.MinValue, float.MaxValue),
        },
        new ScalarType(typeof(Half), ScalarKind.Floating, "1") { Bounds = ("-65504", "65504") },

        Time(typeof(DateTimeOffset), "2026-01-15T09:30:00+00:00") with { Format = "date-time" },
        Time(typeof(DateTime), "2026-01-15T09:30:00Z") with { Format = "date-time" },
        Time(typeof(DateOnly), "2026-01-15") with { IsNative = true, Format = "date" },
        Time(typeof(TimeOnly), "09:30:00") with { IsNative = true, Pattern = TimeOfDay },
        Time(typeof(TimeSpan), "01:30:00") with { IsNative = true, Pattern = Duration },

        Text(typeof(string), "text") with { IsFree = true },
        Text(typeof(char), "a") with { Pattern = OneChar, Length = (1, 1) },
        Text(typeof(Guid), "018f3c2e-7b1a-8c3d-9e4f-5a6b7c8d9e0f") with { IsNative = true, Format = "uuid" },
        Text(typeof(Uri), "https://example.com/") with { IsFree = true, Format = "uri-reference" },
        Text(typeof(byte[]), "aGVsbG8=") with { IsFree = true },
        Text(typeof(CustomerId), "acme") with { Pattern = "^[a-z](-?[a-z0-9])+$", Length = (2, 63) },
        Text(typeof(UserId), "ada") with { Pattern = "^[!-~]+$", Length = (1, 100) },
    }.ToDictionary(scalar => scalar.Type);

    /// <summary>What is known of a type; <see langword="null"/> for one that is not in the table.</summary>
    internal static ScalarType? Find(Type type) => All.GetValueOrDefault(type);

    /// <summary>Whether JSON has a form for a value: it has none for what is not finite (RFC 8259, section 6).</summary>
    internal static bool IsFinite(object value) => value switch
    {
        double number => double.IsFinite(number),
        float number => float.IsFinite(number),
        Half number => Half.IsFinite(number),
        _ => true,
    };

    private static ScalarType Whole<T>(string? format)
        where T : IBinaryInteger<T>, IMinMaxValue<T> => new(typeof(T), ScalarKind.Whole, "1")
        {
            Format = format,
            Bounds = (T.MinValue.ToString(null, CultureInfo.InvariantCulture), T.MaxValue.ToString(null, CultureInfo.InvariantCulture)),
            // Zero is worth saying of what can't be less.
            Limits = (T.IsZero(T.MinValue) ? -1 : double.CreateChecked(T.MinValue), double.CreateChecked(T.MaxValue)),
        };

    private static ScalarType Time(Type type, string example) => new(type, ScalarKind.Time, $"\"{example}\"");

    private static ScalarType Text(Type type, string example) => new(type, ScalarKind.Text, $"\"{example}\"");
}
