using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Binders;

/// <summary>What the validation attributes of one property say.</summary>
/// <param name="Simple">Those of the framework, which look at the value alone, as C# that makes them.</param>
/// <param name="Within">Those that may look at the whole message.</param>
/// <param name="IsRequired">Whether it must be sent.</param>
/// <param name="BoundLength">Whether one of them says how long it may be.</param>
internal sealed record FieldRules(Sequence<string> Simple, Sequence<string> Within, bool IsRequired, bool BoundLength)
{
    private const string Namespace = "System.ComponentModel.DataAnnotations";

    private static readonly string[] OfTheWholeMessage = ["CompareAttribute", "CustomValidationAttribute"];
    private static readonly string[] OfLength = ["LengthAttribute", "StringLengthAttribute", "MaxLengthAttribute"];

    public static FieldRules Read(IEnumerable<AttributeData> attributes, Compilation compilation)
    {
        var rules = attributes
            .Where(a => a.AttributeClass is { } type
                && IsRule(type)
                && compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            .ToArray();
        return new FieldRules(
            rules.Where(r => IsSimple(r.AttributeClass!)).Select(New).ToSequence(),
            rules.Where(r => !IsSimple(r.AttributeClass!)).Select(New).ToSequence(),
            rules.Any(r => r.AttributeClass!.Name == "RequiredAttribute"),
            rules.Any(r => OfLength.Contains(r.AttributeClass!.Name)));
    }

    private static bool IsRule(INamedTypeSymbol type) =>
        type.WithBases().Any(b =>
            b.Name == "ValidationAttribute" && b.ContainingNamespace.ToDisplayString() == Namespace);

    private static bool IsSimple(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString() == Namespace && !OfTheWholeMessage.Contains(type.Name);

    private static string New(AttributeData rule)
    {
        var arguments = string.Join(", ", rule.ConstructorArguments.Select(Literal.Of));
        var settings = string.Join(", ", rule.NamedArguments.Select(a => $"{a.Key.Escaped()} = {Literal.Of(a.Value)}"));
        return $"new {rule.AttributeClass!.Full()}({arguments})" + (settings.Length > 0 ? $" {{ {settings} }}" : "");
    }
}
