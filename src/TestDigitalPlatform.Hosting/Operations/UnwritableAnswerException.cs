using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TestDigitalPlatform.Types;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>An answer holds what JSON has no form for, such as NaN in a column (RFC 8259, section 6).</summary>
/// <param name="reason">Where it stands, for operators.</param>
/// <param name="inner">What the serializer says.</param>
internal sealed class UnwritableAnswerException(string reason, Exception inner)
    : Exception($"The answer can't be written as JSON: {reason}", inner)
{
    internal string Reason { get; } = reason;

    /// <summary>Whether a failure is the serializer's.</summary>
    internal static bool IsCause(Exception e) =>
        e is JsonException or NotSupportedException || (e is ArgumentException && e.Source == "System.Text.Json");

    /// <summary>Says where in the answer the failure is.</summary>
    internal static UnwritableAnswerException Of<T>(T answer, Exception failure) =>
        new(Find(answer, typeof(T), typeof(T).Name) ?? failure.Message, failure);

    private static string? Find(object? value, Type type, string at)
    {
        if (value is null or string)
            return null;
        if (!Scalars.IsFinite(value))
            return string.Create(CultureInfo.InvariantCulture, $"{at} is {value}.");
        var info = PlatformJson.Options.GetTypeInfo(type);
        var parts = info.Kind switch
        {
            JsonTypeInfoKind.Object => info.Properties.Where(p => p.Get is not null)
                .Select(p => Find(p.Get!(value), p.PropertyType, $"{at}.{p.Name}")),
            JsonTypeInfoKind.Dictionary when value is IDictionary map => map.Keys.Cast<object>()
                .Select(key => Find(map[key], info.ElementType!, $"{at}.{key}")),
            JsonTypeInfoKind.Enumerable => ((IEnumerable)value).Cast<object?>()
                .Select((item, i) => Find(item, info.ElementType ?? typeof(object), $"{at}[{i}]")),
            _ => [],
        };
        return parts.FirstOrDefault(found => found is not null);
    }
}
