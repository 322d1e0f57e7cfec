using System.Collections.Frozen;
using System.Text.Json;

namespace TestDigitalPlatform.Json;

/// <summary>
/// An enum's members by their names: the same text in JSON, in query strings and in the database.
/// </summary>
internal static class EnumText<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> Values = EnumNames.Members(typeof(TEnum)).ToFrozenDictionary(
        EnumNames.Of, member => (TEnum)member.GetValue(null)!, StringComparer.Ordinal);

    private static readonly FrozenDictionary<TEnum, string> Texts =
        Values.Values.Distinct().ToFrozenDictionary(value => value, Written);

    internal static IEnumerable<string> All { get; } = [.. EnumNames.All(typeof(TEnum))];

    internal static string Of(TEnum value) => Texts.TryGetValue(value, out var text)
        ? text
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(TEnum).Name} has no such member.");

    internal static bool TryParse(string text, out TEnum value) => Values.TryGetValue(text, out value);

    internal static TEnum Parse(string text) => TryParse(text, out var value)
        ? value
        : throw new FormatException($"The column contains '{text}', which is not a {typeof(TEnum).Name}.");

    // Of several names for one value, answers have the one that the serializer chooses; columns must have that too.
    private static string Written(TEnum value) =>
        JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(value, PlatformJson.Options))!;
}
