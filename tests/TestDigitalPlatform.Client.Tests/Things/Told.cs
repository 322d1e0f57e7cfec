using System.Collections;
using System.Globalization;
using System.Reflection;

namespace TestDigitalPlatform.Client.Tests.Things;

/// <summary>Tells all that a message says: two that are told alike say the same, lists and filters included.</summary>
internal static class Told
{
    internal static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"'{text}'",
        char or bool or Enum or Guid => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal => string.Create(
            CultureInfo.InvariantCulture, $"{value}"),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly hour => hour.ToString("O", CultureInfo.InvariantCulture),
        TimeSpan or CustomerId or UserId or ThingId => $"<{value}>",
        IDictionary map => $"[{string.Join(", ", map.Keys.Cast<object>().Select(k => $"{Of(k)}: {Of(map[k])}"))}]",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object>().Select(Of))}]",
        _ when IsFilter(value.GetType()) => OfFilter(value),
        _ => $"{{{string.Join(", ", Properties(value).Select(p => $"{p.Name}: {Of(p.GetValue(value))}"))}}}",
    };

    private static PropertyInfo[] Properties(object value) =>
        [.. value.GetType().GetProperties().OrderBy(p => p.Name, StringComparer.Ordinal)];

    private static bool IsFilter(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Filter<>);

    private static string OfFilter(object filter) => (string)typeof(Told)
        .GetMethod(nameof(OfConditions), BindingFlags.NonPublic | BindingFlags.Static)!
        .MakeGenericMethod(filter.GetType().GetGenericArguments())
        .Invoke(null, [filter])!;

    // All conditions must hold, so their order says nothing; "not one of these" is each of them on its own.
    private static string OfConditions<T>(Filter<T> filter) => string.Join(" and ", filter.Conditions.ToArray()
        .SelectMany(c => c.Operator == Operators.NotEqual
            ? c.Values.Select(v => $"{c.Operator} {Of(v)}")
            : [$"{c.Operator} {c.IsNull} {Of(c.Values)}"])
        .Order(StringComparer.Ordinal));
}
