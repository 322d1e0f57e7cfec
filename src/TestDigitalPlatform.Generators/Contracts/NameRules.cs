using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>How messages and their addresses are called.</summary>
internal static class NameRules
{
    public static IEnumerable<Diagnostic> Check(Contract contract)
    {
        var (type, location) = (contract.Type, contract.Type.Locations[0]);
        if (Suffix(contract) is { } suffix)
        {
            var name = type.Name.Substring(0, type.Name.Length - suffix.Length);
            yield return Diagnostic.Create(
                Descriptors.KindInName, location, Suggestion.Of(name), type.Name, suffix, name);
        }
        else if (contract.Kind == ContractKind.Event && !PastTense.IsIn(type.Name))
        {
            yield return Diagnostic.Create(Descriptors.EventName, location, type.Name);
        }

        if (contract.Kind != ContractKind.Event && OperationAttributes.Route(type) is { } route
            && OperationAttributes.PathOf(route) is var path
            && new RouteNaming(name => ThingOf(type, name)).Flaw(path) is var (flaw, better))
            yield return Diagnostic.Create(
                Descriptors.RouteName,
                route.ApplicationSyntaxReference is { } place
                    ? Location.Create(place.SyntaxTree, place.Span)
                    : location,
                Suggestion.Of(better), path, flaw, better);
    }

    // GetQuery may well get a query: only what is a name without it ends in its kind.
    private static string? Suffix(Contract contract)
    {
        var (name, suffix) = (contract.Type.Name, contract.Kind.ToString());
        return name.EndsWith(suffix, StringComparison.Ordinal)
            && name.Substring(0, name.Length - suffix.Length).Count(char.IsUpper) > 1
                ? suffix
                : null;
    }

    private static string ThingOf(INamedTypeSymbol message, string parameter)
    {
        var id = message.DataProperties()
            .FirstOrDefault(p => p.Name.Equals(parameter, StringComparison.OrdinalIgnoreCase))?.Type.Name ?? "";
        return parameter == "id" && id.EndsWith("Id", StringComparison.Ordinal)
            ? id.Substring(0, id.Length - 2)
            : parameter;
    }
}
