using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Operations;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>Looks at each query and command by itself, where it is declared.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MessageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NobodyAllowed, Descriptors.ListWithoutPages, Descriptors.NoRoute, Descriptors.RouteWithoutProperty,
        Descriptors.PageField, Descriptors.WrongMethod, Descriptors.UnboundPart,
    ];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        if (Message.Of((INamedTypeSymbol)context.Symbol) is not { } message)
            return;
        foreach (var diagnostic in MessageRules.Check(message, context.Compilation, context.Symbol.Locations[0]))
            context.Tell(diagnostic);
    }
}
