using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Published;

/// <summary>What the validation attributes of a member say about its values, in words that can be compared.</summary>
internal static class Limits
{
    private const string Namespace = "System.ComponentModel.DataAnnotations";

    // How a mistake is told is not which values there are.
    private static readonly string[] Wording =
        ["ErrorMessage", "ErrorMessageResourceName", "ErrorMessageResourceType", "ParseLimitsInInvariantCulture",
            "ConvertValueInInvariantCulture", "MatchTimeoutInMilliseconds"];

    /// <summary><c>length 1 to 200</c>, <c>range &gt;0 to 100</c>, <c>required</c>, <c>pattern "^[a-z]+$"</c>, …</summary>
    public static IEnumerable<string> Of(IEnumerable<AttributeData> attributes)
    {
        var rules = attributes.Where(a => a.AttributeClass is { } type && IsRule(type)).ToArray();
        return Length(rules)
            .Concat(rules.Select(Text).OfType<string>())
            .Distinct()
            .OrderBy(text => text, StringComparer.Ordinal);
    }

    // Several attributes that bound a length are one bound.
    private static IEnumerable<string> Length(AttributeData[] rules)
    {
        var (least, most) = (0, int.MaxValue);
        foreach (var rule in rules.Where(IsFrameworks))
        {
            var given = rule.ConstructorArguments
                .Select(a => a is { Kind: TypedConstantKind.Primitive, Value: int number } ? number : 0).ToArray();
            var (from, to) = (rule.AttributeClass!.Name, given.Length) switch
            {
                ("LengthAttribute", 2) => (given[0], given[1]),
                ("MinLengthAttribute", 1) => (given[0], int.MaxValue),
                ("MaxLengthAttribute", 1) => (0, given[0]),
                ("StringLengthAttribute", 1) => (rule.Named<int>("MinimumLength"), given[0]),
                _ => (0, int.MaxValue),
            };
            (least, most) = (Math.Max(least, from), Math.Min(most, to));
        }

        if ((least, most) != (0, int.MaxValue))
            yield return $"length {least} to {(most == int.MaxValue ? "any" : $"{most}")}";
    }

    private static string? Text(AttributeData rule)
    {
        var given = rule.ConstructorArguments;
        if (!IsFrameworks(rule))
            return Custom(rule, rule.AttributeClass!.Full().Replace("global::", ""));
        return rule.AttributeClass!.Name switch
        {
            "LengthAttribute" or "MinLengthAttribute" or "MaxLengthAttribute" or "StringLengthAttribute" => null,
            "RequiredAttribute" => rule.Named<bool>("AllowEmptyStrings") ? "required" : "required filled",
            "RangeAttribute" => Range(rule),
            "RegularExpressionAttribute" => $"pattern {Literal.Of(given[0].Value as string ?? "")}",
            "AllowedValuesAttribute" => $"allowed {Values(given[0])}",
            "DeniedValuesAttribute" => $"denied {Values(given[0])}",
            "DataTypeAttribute" or "DisplayFormatAttribute" => null,
            var name => Custom(rule, name.Replace("Attribute", "")),
        };
    }

    private static string Range(AttributeData rule)
    {
        var given = rule.ConstructorArguments;
        var bounds = given.Length == 3 ? given.Skip(1) : given;
        var (least, most) = (Bound(bounds.First()), Bound(bounds.Last()));
        return $"range {(rule.Named<bool>("MinimumIsExclusive") ? ">" : "")}{least}"
            + $" to {(rule.Named<bool>("MaximumIsExclusive") ? "<" : "")}{most}";
    }

    private static string Bound(TypedConstant bound) =>
        bound.Value is double number && (number is double.MaxValue or double.MinValue || double.IsInfinity(number))
            ? "any"
            : Convert.ToString(bound.Value, System.Globalization.CultureInfo.InvariantCulture) ?? "any";

    private static string Values(TypedConstant values) => values is { Kind: TypedConstantKind.Array, IsNull: false }
        ? string.Join(", ", values.Values.Select(Literal.Of).OrderBy(value => value, StringComparer.Ordinal))
        : Literal.Of(values);

    private static string Custom(AttributeData rule, string name)
    {
        var given = rule.ConstructorArguments.Select(Literal.Of)
            .Concat(rule.NamedArguments.Where(a => !Wording.Contains(a.Key))
                .OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key} = {Literal.Of(a.Value)}"))
            .ToArray();
        return given.Length == 0 ? name : $"{name} ({string.Join(", ", given).Replace("global::", "")})";
    }

    private static bool IsRule(INamedTypeSymbol type) => type.WithBases().Any(
        b => b.Name == "ValidationAttribute" && b.ContainingNamespace.ToDisplayString() == Namespace);

    private static bool IsFrameworks(AttributeData rule) =>
        rule.AttributeClass!.ContainingNamespace.ToDisplayString() == Namespace;
}
