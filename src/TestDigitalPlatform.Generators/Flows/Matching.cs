using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace TestDigitalPlatform.Generators.Flows;

/// <summary>What a pattern lets through of some named types.</summary>
/// <param name="Names">The names that may match.</param>
/// <param name="IsExact">Whether each of those always matches.</param>
/// <param name="Guard">What else the pattern demands, as it is written.</param>
internal sealed record Matching(IReadOnlyList<string> Names, bool IsExact, string Guard = "")
{
    /// <param name="pattern">The pattern.</param>
    /// <param name="types">The types that can come, by the name that is shown; <see langword="null"/> for null.</param>
    public static Matching Of(IPatternOperation pattern, IReadOnlyList<(string Name, ITypeSymbol? Type)> types)
    {
        var all = types.Select(t => t.Name).ToArray();
        switch (pattern)
        {
            case IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }:
                return new(all, true);
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } }:
                return new(Named(types, null), true);
            case IDeclarationPatternOperation { MatchedType: { } type }:
                return new(Named(types, type), true);
            case ITypePatternOperation { MatchedType: { } type }:
                return new(Named(types, type), true);
            case IRecursivePatternOperation recursive:
                return OfRecursive(recursive, types);
            case INegatedPatternOperation negated when Of(negated.Pattern, types) is { IsExact: true } inner:
                return new([.. all.Except(inner.Names)], true);
            case IBinaryPatternOperation binary:
                return OfBinary(binary, types);
            default:
                return new(all, false, pattern.Syntax.ToString());
        }
    }

    private static Matching OfRecursive(IRecursivePatternOperation pattern, IReadOnlyList<(string Name, ITypeSymbol? Type)> types)
    {
        var names = Named(types, pattern.MatchedType);
        if (pattern.DeconstructionSubpatterns.IsEmpty && pattern.PropertySubpatterns.IsEmpty)
            return new(names, true);
        // Which command has ended is part of the message's name: PayOrder succeeded.
        if (names.Length == 1 && names[0] is "CommandSucceeded" or "CommandRefused" && CommandOf(pattern) is { } command)
            return new([$"{command} {(names[0] == "CommandSucceeded" ? "succeeded" : "refused")}"], false);
        var guards = pattern.PropertySubpatterns.Where(p => !IsAny(p.Pattern)).Select(p => p.Syntax.ToString().Replace(": ", " "))
            .Concat(pattern.DeconstructionSubpatterns.Where(p => !IsAny(p)).Select(p => p.Syntax.ToString())).ToArray();
        return new(names, guards.Length == 0, string.Join(", ", guards));
    }

    private static string? CommandOf(IRecursivePatternOperation pattern) =>
        pattern.PropertySubpatterns is { Length: 1 } properties
            && properties[0].Member is IPropertyReferenceOperation { Property.Name: "Command" }
            ? properties[0].Pattern switch
            {
                ITypePatternOperation type => type.MatchedType.Name,
                IDeclarationPatternOperation { MatchedType: { } type } => type.Name,
                IRecursivePatternOperation { MatchedType: { } type, PropertySubpatterns.IsEmpty: true } => type.Name,
                _ => null,
            }
            : null;

    private static Matching OfBinary(IBinaryPatternOperation pattern, IReadOnlyList<(string Name, ITypeSymbol? Type)> types)
    {
        var (left, right) = (Of(pattern.LeftPattern, types), Of(pattern.RightPattern, types));
        var either = pattern.OperatorKind is BinaryOperatorKind.Or;
        string[] names = either ? [.. left.Names.Union(right.Names)] : [.. left.Names.Intersect(right.Names)];
        var isExact = left.IsExact && right.IsExact;
        // "A or B" with the outcomes of commands says it in the names already.
        var isNamed = either && left.Guard.Length + right.Guard.Length == 0;
        return new(names, isExact, isExact || isNamed ? "" : either ? pattern.Syntax.ToString() : Join(left.Guard, right.Guard));
    }

    private static string Join(string left, string right) => left.Length == 0 ? right : right.Length == 0 ? left : $"{left}, {right}";

    /// <summary>The names of the types that are of a type; of null when there is none.</summary>
    public static string[] Named(IReadOnlyList<(string Name, ITypeSymbol? Type)> types, ITypeSymbol? matched) =>
        [.. types.Where(t => matched is null ? t.Type is null : t.Type is { } type && IsA(type, matched)).Select(t => t.Name)];

    private static bool IsA(ITypeSymbol type, ITypeSymbol matched)
    {
        if (matched.SpecialType is SpecialType.System_Object || SymbolEqualityComparer.Default.Equals(type, matched)
            || type.AllInterfaces.Contains(matched, SymbolEqualityComparer.Default))
            return true;
        for (var at = type.BaseType; at is not null; at = at.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(at, matched))
                return true;
        }

        return false;
    }

    private static bool IsAny(IPatternOperation pattern) =>
        pattern is IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true };
}
