using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;

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
            && RouteNaming.Flaw(OperationAttributes.PathOf(route)) is var (flaw, better))
            yield return Diagnostic.Create(
                Descriptors.RouteName,
                route.ApplicationSyntaxReference is { } place
                    ? Location.Create(place.SyntaxTree, place.Span)
                    : location,
                Suggestion.Of(better),
                OperationAttributes.PathOf(route), flaw, better);
    }

    private static string? Suffix(Contract contract)
    {
        var suffix = contract.Kind.ToString();
        return contract.Type.Name.Length > suffix.Length
            && contract.Type.Name.EndsWith(suffix, StringComparison.Ordinal)
                ? suffix
                : null;
    }
}
