using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>What is sent has a limit.</summary>
internal static class LimitRules
{
    // These say something else than how long a text may be; any other rule may well bound it.
    private static readonly HashSet<string> NoLimit = new(StringComparer.Ordinal)
    {
        "RequiredAttribute", "MinLengthAttribute", "DisplayAttribute", "JsonPropertyNameAttribute",
        "DescriptionAttribute", "ObsoleteAttribute", "EmailAddressAttribute", "UrlAttribute", "PhoneAttribute",
        "JsonIgnoreAttribute", "NullableAttribute",
    };

    public static IEnumerable<Diagnostic> Check(Contract contract)
    {
        var type = contract.Type;
        if (contract.Kind == ContractKind.Command)
        {
            var route = OperationAttributes.Route(type) is { } attribute
                ? RouteTemplate.Parameters(OperationAttributes.PathOf(attribute))
                : [];
            foreach (var text in ContractMember.Of(type).Where(m => !m.IsUnread && IsUnlimited(m, route)))
                yield return Diagnostic.Create(
                    Descriptors.UnlimitedText, text.Property!.Locations[0], text.Name, type.Name);
        }
    }

    // Texts of an address have a limit of their own.
    private static bool IsUnlimited(ContractMember member, IReadOnlyList<string> route) =>
        (member.Type.PlainOf() ?? member.Type).SpecialType == SpecialType.System_String
        && member.Property?.Locations[0].IsInSource is true
        && !route.Contains(member.Name, StringComparer.OrdinalIgnoreCase)
        && !IsLimited(member.Attributes);

    /// <summary>Whether a rule on a member, or on the parameter that it comes from, may well bound it.</summary>
    public static bool IsLimited(INamedTypeSymbol type, IPropertySymbol property) => IsLimited(
        property.GetAttributes().Concat(ParameterOf(type, property)?.GetAttributes() ?? []));

    private static bool IsLimited(IEnumerable<AttributeData> attributes) =>
        attributes.Any(a => !NoLimit.Contains(a.AttributeClass?.Name ?? ""));

    private static IParameterSymbol? ParameterOf(INamedTypeSymbol command, IPropertySymbol property) =>
        command.InstanceConstructors.SelectMany(c => c.Parameters).FirstOrDefault(p => p.Name == property.Name);
}
