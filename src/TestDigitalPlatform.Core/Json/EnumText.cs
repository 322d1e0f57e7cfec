using System.Collections.Frozen;
using System.Text.Json;

namespace TestDigitalPlatform.Json;

/// <summary>
/// An enum's members as their camel-case names: the same text in JSON, in query strings and in the database.
/// </summary>
internal static class EnumText<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Texts =
        Enum.GetValues<TEnum>().Distinct().ToFrozenDictionary(
            v => v, v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));

    private static readonly FrozenDictionary<string, TEnum> Values =
        Texts.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    internal static IEnumerable<string> All => Values.Keys;

    internal static string Of(TEnum value) => Texts.TryGetValue(value, out var text)
        ? text
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"{typeof(TEnum).Name} has no such member.");

    internal static bool TryParse(string text, out TEnum value) => Values.TryGetValue(text, out value);

    internal static TEnum Parse(string text) => TryParse(text, out var value)
        ? value
        : throw new FormatException($"The column holds '{text}', which is no {typeof(TEnum).Name}.");
}
