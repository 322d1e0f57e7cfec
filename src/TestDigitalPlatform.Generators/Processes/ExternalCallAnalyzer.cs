using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Processes;

/// <summary>Holds that each external call has one handler.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExternalCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.WrongCall];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var declared = new ConcurrentBag<INamedTypeSymbol>();
            var handled = new ConcurrentBag<(ITypeSymbol Call, INamedTypeSymbol Handler)>();
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, declared, handled), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, declared, handled));
        });
    }

    private static void Collect(
        INamedTypeSymbol type, ConcurrentBag<INamedTypeSymbol> declared, ConcurrentBag<(ITypeSymbol, INamedTypeSymbol)> handled)
    {
        if (type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false }
            && type.AllInterfaces.Any(i => i.TypeArguments.Length == 1 && i.IsOurs("IExternalCall")))
            declared.Add(type);
        foreach (var made in CallModel.InterfacesOf(type))
            handled.Add((made.TypeArguments[0], type));
    }

    private static void Report(
        CompilationAnalysisContext context, ConcurrentBag<INamedTypeSymbol> declared,
        ConcurrentBag<(ITypeSymbol Call, INamedTypeSymbol Handler)> handled)
    {
        foreach (var call in declared.OrderBy(c => c.ToDisplayString(), StringComparer.Ordinal))
        {
            var handlers = handled.Where(h => SymbolEqualityComparer.Default.Equals(h.Call, call)).Select(h => h.Handler.Name)
                .OrderBy(name => name, StringComparer.Ordinal).ToArray();
            if (handlers.Length != 1)
                context.ReportDiagnostic(Diagnostic.Create(
                    Descriptors.WrongCall, call.Locations[0], call.Name,
                    handlers.Length == 0 ? "no handler" : $"{handlers.Length} handlers ({string.Join(", ", handlers)})"));
        }
    }
}
