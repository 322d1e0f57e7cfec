using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>What is kept has events that drop it, and those are events.</summary>
internal static class CacheRules
{
    public static IEnumerable<Diagnostic> Check(Contract contract)
    {
        var type = contract.Type;
        if (contract.Kind != ContractKind.Query || type.Attribute("CachedAttribute") is not { } cached)
            yield break;
        var named = cached.ConstructorArguments
            .SelectMany(a => a is { Kind: TypedConstantKind.Array, IsNull: false } ? a.Values : []).ToArray();
        if (named.Length == 0)
            yield return Diagnostic.Create(Descriptors.CachedWithoutEvents, type.Locations[0], type.Name);
        for (var i = 0; i < named.Length; i++)
        {
            if (Flaw(named[i].Value as ITypeSymbol) is { } flaw)
                yield return Diagnostic.Create(
                    Descriptors.CachedByNoEvent, Place(cached, i) ?? type.Locations[0], type.Name,
                    (named[i].Value as ITypeSymbol)?.Name ?? "null", flaw);
        }
    }

    private static string? Flaw(ITypeSymbol? type) => type switch
    {
        null => "nothing",
        { TypeKind: TypeKind.Error } => null,
        INamedTypeSymbol { IsUnboundGenericType: true } => "an unbound generic type",
        INamedTypeSymbol named when Contract.Of(named) is { Kind: ContractKind.Event } => null,
        INamedTypeSymbol named when Contract.Of(named) is { } other => "a " + other.Word,
        { IsAbstract: true } => "abstract and never published",
        _ => "not an event",
    };

    private static Location? Place(AttributeData cached, int number) =>
        cached.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList.Arguments: var arguments }
            ? arguments.Where(a => a.NameEquals is null && a.Expression is TypeOfExpressionSyntax)
                .ElementAtOrDefault(number)?.GetLocation()
            : null;
}
