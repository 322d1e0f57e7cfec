using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Pages;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>Attributes of ours on types for which they mean nothing.</summary>
internal static class IdleAttributes
{
    public static IEnumerable<Diagnostic> Check(INamedTypeSymbol type)
    {
        // A base may carry them for whoever reads it; what is derived from it has its own.
        if (type.IsAbstract && !type.IsStatic)
            yield break;
        var kind = Contract.Of(type)?.Kind;
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { } ours && For(ours, type, kind) is { } meant)
                yield return Diagnostic.Create(
                    Descriptors.IdleAttribute,
                    attribute.ApplicationSyntaxReference is { } place
                        ? Location.Create(place.SyntaxTree, place.Span)
                        : type.Locations[0],
                    type.Name, ours.Name.Replace("Attribute", ""), meant);
        }
    }

    /// <summary>What it would have to be for; <see langword="null"/> when it is for this.</summary>
    private static string? For(INamedTypeSymbol attribute, INamedTypeSymbol type, ContractKind? kind) => attribute switch
    {
        _ when attribute.IsOurs("CachedAttribute") => kind != ContractKind.Query ? "a query"
            : IsStreamed(type) ? "a query that is answered with JSON" : null,
        _ when attribute.IsOurs("LiveAttribute") => Contract.Of(type)?.Answer is INamedTypeSymbol { Name: "IAsyncEnumerable" }
            ? null : "a query that is answered with a stream",
        _ when attribute.IsOurs("RequireIfMatchAttribute") => kind == ContractKind.Command ? null : "a command",
        _ when attribute.IsOurs("ExportAttribute") => PageModelReader.ItemOf(type) is null ? "a PageQuery<T>" : null,
        _ when attribute.IsOurs("SortableAttribute") => PageModelReader.ItemOf(type) is null ? "a PageQuery<T>" : null,
        _ when attribute.IsOurs("AllowAttribute") || attribute.IsOurs("PublicAttribute")
            || attribute.IsOurs("ForCustomerAttribute") || attribute.BaseType.IsOurs("OperationAttribute") =>
            kind is ContractKind.Query or ContractKind.Command ? null : "a query or a command",
        _ when attribute.IsOurs("EventNameAttribute") => kind == ContractKind.Event ? null : "an event",
        _ when attribute.IsOurs("SetAsideAttribute") || attribute.IsOurs("ProjectionAttribute")
            || attribute.IsOurs("AcrossCustomersAttribute") =>
            EventHandlerInterface.Of(type).Any() ? null : "a handler of events",
        _ => null,
    };

    // Nothing keeps a file or a stream in memory.
    private static bool IsStreamed(INamedTypeSymbol query) => Contract.Of(query)?.Answer is { } answer
        && (answer.IsOurs("FileAnswer") || answer is INamedTypeSymbol { Name: "IAsyncEnumerable", IsGenericType: true });
}
