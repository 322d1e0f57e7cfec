using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>What a handler's constructor takes from the container.</summary>
internal static class Injection
{
    /// <returns>The types; <see langword="null"/> when generated code can't construct the handler.</returns>
    public static Sequence<string>? Read(INamedTypeSymbol handler, Compilation compilation) =>
        !handler.IsGenericType && !handler.IsFileLocal
            && compilation.IsSymbolAccessibleWithin(handler, compilation.Assembly)
        && handler.DataConstructor(compilation) is { } constructor
            ? constructor.Parameters.Select(p => p.Type.Full()).ToSequence()
            : null;
}
