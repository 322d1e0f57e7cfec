using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Contracts;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Surroundings;

/// <summary>What holds more than its name says.</summary>
internal static class WholeObject
{
    private static readonly HashSet<string> OfTheWeb = new(StringComparer.Ordinal)
    {
        "HttpContext", "HttpRequest", "HttpResponse", "HttpRequestMessage", "HttpResponseMessage", "ClaimsPrincipal",
        "IHeaderDictionary", "HttpHeaders", "JsonDocument", "JsonElement", "JsonNode", "JsonObject",
    };

    /// <summary>What it is, in words; <see langword="null"/> for what a log may take.</summary>
    public static string? Why(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_String } => null,
        IArrayTypeSymbol array => Why(array.ElementType) is { } items ? items + " several times" : null,
        INamedTypeSymbol { IsAnonymousType: true } => "an anonymous object",
        INamedTypeSymbol named when Contract.Of(named) is { } contract => "a " + contract.Word,
        INamedTypeSymbol named when OfTheWeb.Contains(named.Name) && IsFrameworks(named) => "a " + named.Name,
        INamedTypeSymbol { IsRecord: true, IsValueType: false } => "a record",
        INamedTypeSymbol named when ItemOf(named) is { } item && Why(item) is { } items => items + " several times",
        _ => null,
    };

    private static ITypeSymbol? ItemOf(INamedTypeSymbol type) => type.IsValueType || type.IsId()
        ? null
        : type.AllInterfaces.Add(type).FirstOrDefault(
            i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            ?.TypeArguments[0];

    private static bool IsFrameworks(INamedTypeSymbol type) =>
        type.ContainingNamespace.ToDisplayString() is var space
        && (space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || space.StartsWith("System.", StringComparison.Ordinal));
}
