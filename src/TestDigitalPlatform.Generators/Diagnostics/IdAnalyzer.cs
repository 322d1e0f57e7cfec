using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Ids;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>Says why a type marked with <c>[Id]</c> was not completed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IdAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.IdShape];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.Attribute("IdAttribute") is not null && Ids.IdShape.Flaw(type, context.CancellationToken) is { } flaw)
            context.Tell(Diagnostic.Create(Descriptors.IdShape, type.Locations[0], type.Name, flaw));
    }
}
