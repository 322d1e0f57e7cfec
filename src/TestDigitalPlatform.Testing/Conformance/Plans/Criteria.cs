using System.Text.Json;

namespace TestDigitalPlatform.Testing.Conformance.Plans;

/// <summary>All ways to ask a list, one criterion at a time, with values that its own items have.</summary>
internal static class Criteria
{
    private static readonly (Operators Operator, string Text)[] Suffixes =
    [
        (Operators.Equal, ""), (Operators.NotEqual, ".ne"), (Operators.GreaterThan, ".gt"), (Operators.AtLeast, ".gte"),
        (Operators.LessThan, ".lt"), (Operators.AtMost, ".lte"), (Operators.Contains, ".contains"),
        (Operators.StartsWith, ".startsWith"),
    ];

    /// <summary>Every order of the list, in both directions.</summary>
    internal static IEnumerable<(string Name, string Value)> Sorts(OperationProfile profile) =>
        profile.Sorts.SelectMany(field => new[] { ("sort", field), ("sort", "-" + field) });

    /// <summary>Every filter of the list by each of its operators.</summary>
    /// <param name="profile">The list.</param>
    /// <param name="item">One item, whose values are asked for; without one only what needs no value.</param>
    internal static IEnumerable<(string Name, string Value)> Filters(OperationProfile profile, JsonElement? item)
    {
        foreach (var (member, operators) in profile.Filters)
        {
            if ((operators & Operators.Null) != 0)
            {
                yield return ($"{member.Name}.null", "true");
                yield return ($"{member.Name}.null", "false");
            }

            if (ValueOf(member, item) is not { } value)
                continue;
            foreach (var (@operator, text) in Suffixes.Where(s => (operators & s.Operator) != 0))
            {
                var isPart = @operator is Operators.Contains or Operators.StartsWith;
                yield return (member.Name + text, isPart ? value.Split(' ')[0] : value);
            }
        }
    }

    private static string? ValueOf(MessageMember member, JsonElement? item)
    {
        if (item?.TryGetProperty(member.Name, out var value) is true && value.ValueKind is not JsonValueKind.Null)
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetRawText() : value.ToString();
        var type = member.Property.PropertyType.GetGenericArguments()[0];
        if (type.IsEnum)
            return JsonNamingPolicy.CamelCase.ConvertName(Enum.GetNames(type)[0]);
        return type == typeof(string) || type == typeof(UserId) ? "conformance" : null;
    }
}
