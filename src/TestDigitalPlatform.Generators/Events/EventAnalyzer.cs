using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Contracts;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Events;

/// <summary>Looks at each event by itself, where it is declared: its key, its name on the wire, what it carries.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EventAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.EventKey, Descriptors.UnlimitedEvent, Descriptors.EventSecret, Descriptors.WireName,
        Descriptors.EventCustomer, Descriptors.SensitiveKey,
    ];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var names = new WireNames();
            start.RegisterSymbolAction(symbol => Analyze(symbol, names), SymbolKind.NamedType);
            start.RegisterOperationBlockAction(AnalyzeKey);
            start.RegisterCompilationEndAction(names.Report);
        });
    }

    private static void Analyze(SymbolAnalysisContext context, WireNames names)
    {
        if (Contract.Of((INamedTypeSymbol)context.Symbol) is not { Kind: ContractKind.Event } contract)
            return;
        names.Add(contract.Type);
        foreach (var diagnostic in MemberRules.Check(contract.Type))
            context.Tell(diagnostic);
    }

    private static void AnalyzeKey(OperationBlockAnalysisContext context)
    {
        if (context.OwningSymbol is not IMethodSymbol
            {
                MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property,
            } getter
            || Contract.Of(getter.ContainingType) is not { Kind: ContractKind.Event } contract
            || EventKey.NameOf(property) is not { } name)
            return;
        if (EventKey.IsSensitive(context.OperationBlocks))
            context.Tell(Diagnostic.Create(Descriptors.SensitiveKey, property.Locations[0], name, contract.Type.Name));
        else if (EventKey.Flaw(name, contract.Type, context.OperationBlocks) is var (what, so))
            context.Tell(Diagnostic.Create(Descriptors.EventKey, property.Locations[0], name, contract.Type.Name, what, so));
    }
}
