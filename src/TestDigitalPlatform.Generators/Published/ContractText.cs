using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Contracts;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Published;

/// <summary>What a message promises, with all that it consists of.</summary>
internal sealed class ContractText
{
    private readonly HashSet<(ISymbol, bool)> seen = [];
    private readonly IAssemblySymbol assembly;

    private ContractText(IAssemblySymbol assembly) => this.assembly = assembly;

    private List<Fact> Facts { get; } = [];

    /// <summary>None for a type that is no message, or that others can't see.</summary>
    public static IEnumerable<Fact> Of(INamedTypeSymbol type)
    {
        if (!IsVisible(type) || Contract.Of(type) is not { } contract)
            return [];
        var text = new ContractText(type.ContainingAssembly);
        text.Facts.AddRange(ContractFacts.Of(type));
        if (contract.Answer is { } answer)
            text.Follow(answer, isSent: false);
        text.Members(type, isSent: contract.Kind != ContractKind.Event);
        return text.Facts;
    }

    private void Members(INamedTypeSymbol type, bool isSent)
    {
        foreach (var property in type.DataProperties())
            Follow(property.Type, isSent);
    }

    private void Follow(ITypeSymbol type, bool isSent)
    {
        if (type is IArrayTypeSymbol array)
        {
            Follow(array.ElementType, isSent);
            return;
        }

        if (type is not INamedTypeSymbol named || !seen.Add((named.OriginalDefinition, isSent)))
            return;
        foreach (var argument in named.TypeArguments)
            Follow(argument, isSent);
        if (!SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, assembly) || named.IsGenericType)
            return;
        if (named.TypeKind == TypeKind.Enum)
        {
            Facts.AddRange(ContractFacts.Values(named, isSent));
            return;
        }

        if (named.IsScalar())
        {
            Facts.AddRange(ContractFacts.Of(named));
            return;
        }

        Facts.AddRange(isSent ? ContractFacts.Sent(named) : ContractFacts.Received(named));
        Members(named, isSent);
        Facts.AddRange(ContractFacts.Forms(named));
        foreach (var (form, _) in ContractFacts.FormsOf(named))
            Follow(form, isSent);
    }

    private static bool IsVisible(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public
        && (type.ContainingType is null || IsVisible(type.ContainingType));
}
