using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Purity;

/// <summary>Keeps Decide and Process functions of their arguments.</summary>
/// <remarks>
/// Whatever takes a <c>CommandContext</c>, a <c>QueryContext</c>, an <c>EventContext</c> or a <c>ProcessContext</c> is a
/// part of a decision, an answer or a transition; so are the methods of the same type that it calls.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PurityAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<OperationKind> Looked =
    [
        OperationKind.Invocation, OperationKind.PropertyReference, OperationKind.FieldReference,
        OperationKind.ObjectCreation, OperationKind.Await, OperationKind.Lock, OperationKind.Throw,
    ];

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.Clock, Descriptors.Chance, Descriptors.Effect, Descriptors.SharedState, Descriptors.ThrownRefusal,
        Descriptors.Thrown,
    ];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolStartAction(Start, SymbolKind.NamedType);
    }

    private static void Start(SymbolStartAnalysisContext context)
    {
        var pure = ((INamedTypeSymbol)context.Symbol).GetMembers().OfType<IMethodSymbol>().Where(IsPure).ToArray();
        if (pure.Length == 0)
            return;
        var type = new PureType(pure);
        context.RegisterOperationAction(operation => type.Look(operation), Looked);
        context.RegisterSymbolEndAction(type.Report);
    }

    private static bool IsPure(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, IsImplicitlyDeclared: false }
        && method.Parameters.Any(p => Impurity.IsContext(p.Type));
}
