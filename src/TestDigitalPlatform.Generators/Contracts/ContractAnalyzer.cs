using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>Looks at queries, commands and events as data: their shape, their names, their types.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ContractAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.RouteName, Descriptors.NoSealedRecord, Descriptors.MutableMessage, Descriptors.EventName,
        Descriptors.NotJson, Descriptors.KindInName, Descriptors.SubjectInJson, Descriptors.UnlimitedText,
        Descriptors.CachedWithoutEvents, Descriptors.CachedByNoEvent, Descriptors.IdleAttribute,
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
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var idle in IdleAttributes.Check(type))
            context.Tell(idle);
        if (Contract.Of(type) is not { } contract)
            return;
        var rules = ShapeRules.Check(contract)
            .Concat(NameRules.Check(contract))
            .Concat(LimitRules.Check(contract))
            .Concat(CacheRules.Check(contract))
            .Concat(JsonRules.Check(contract));
        foreach (var diagnostic in rules)
            context.Tell(diagnostic);
    }
}
