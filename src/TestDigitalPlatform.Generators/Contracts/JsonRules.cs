using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>Whatever a contract holds can be written as JSON by one side and read by the other.</summary>
internal static class JsonRules
{
    public static IEnumerable<Diagnostic> Check(Contract contract)
    {
        var walk = new Walk();
        if (contract.Answer is { } answer)
            walk.Type(answer, contract.Type.Name + "'s answer", contract.Type.Locations[0]);
        walk.Members(contract.Type);
        return walk.Found;
    }

    /// <summary>Follows properties through the records of this compilation; others are told where they are.</summary>
    private sealed class Walk
    {
        private readonly HashSet<ISymbol> seen = new(SymbolEqualityComparer.Default);

        public List<Diagnostic> Found { get; } = [];

        public void Members(INamedTypeSymbol type)
        {
            if (!seen.Add(type))
                return;
            foreach (var property in type.DataProperties().Where(IsWritten))
                Type(property.Type, $"{type.Name}.{property.Name}", property.Locations[0]);
        }

        public void Type(ITypeSymbol type, string holder, Location at)
        {
            if (JsonTypes.Flaw(type) is var (flaw, instead))
                Found.Add(Diagnostic.Create(
                    Descriptors.NotJson, at,
                    Suggestion.Of(type.SpecialType == SpecialType.System_DateTime ? "DateTimeOffset" : ""),
                    holder, flaw, instead));
            else if (type is IArrayTypeSymbol array)
                Type(array.ElementType, holder, at);
            else if (type is INamedTypeSymbol named)
                Named(named, holder, at);
        }

        private void Named(INamedTypeSymbol type, string holder, Location at)
        {
            foreach (var argument in type.TypeArguments)
                Type(argument, holder, at);
            if (type.Locations.Any(l => l.IsInSource) && !type.IsScalar() && !HasConverter(type))
                Members(type);
        }

        // A base of another assembly, such as PageQuery<T>, was looked at when that was compiled.
        private static bool IsWritten(IPropertySymbol property) =>
            property.Locations[0].IsInSource && !HasConverter(property) && !property.IsIgnoredInJson();

        private static bool HasConverter(ISymbol symbol) => symbol.GetAttributes().Any(
            a => a.AttributeClass?.Name is "JsonConverterAttribute" or "JsonPolymorphicAttribute");
    }
}
