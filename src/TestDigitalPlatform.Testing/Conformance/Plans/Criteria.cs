using System.Text.Json;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Grammar;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Testing.Conformance.Plans;

/// <summary>All ways to ask a list, one criterion at a time, with values that its own items have.</summary>
internal static class Criteria
{
    /// <summary>Every order of the list, in both directions.</summary>
    internal static IEnumerable<(string Name, string Value)> Sorts(OperationProfile profile) =>
        profile.Sorts.SelectMany(field => new[] { ("sort", field), ("sort", "-" + field) });

    /// <summary>Every filter of the list by each of its operators.</summary>
    /// <param name="profile">The list.</param>
    /// <param name="item">One item, whose values are asked for; without one only what needs no value.</param>
    internal static IEnumerable<(string Name, string Value)> Filters(OperationProfile profile, JsonElement? item)
    {
        foreach (var member in profile.Filters)
        {
            foreach (var (name, @operator) in OperatorText.Names(member.Name, member.Operators))
            {
                foreach (var value in Values(@operator, ValueOf(member, item)))
                    yield return (name, value);
            }
        }
    }

    private static IEnumerable<string> Values(Operators @operator, string? value) => (@operator, value) switch
    {
        (Operators.Null, _) => ["true", "false"],
        (_, null) => [],
        (Operators.Contains or Operators.StartsWith, _) => [value.Split(' ')[0]],
        _ => [value],
    };

    private static string? ValueOf(MemberDescription member, JsonElement? item)
    {
        if (item?.TryGetProperty(member.Name, out var value) is true && value.ValueKind is not JsonValueKind.Null)
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : value.ToString();
        var type = member.Type.GetGenericArguments()[0];
        if (type.IsEnum)
            return EnumNames.All(type).First();
        return type == typeof(string) || type == typeof(UserId) ? "conformance" : null;
    }
}
