using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Surroundings;

/// <summary>Finds faults that nobody would hear of.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExceptionAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.SwallowedException];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.CatchClause);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (CatchesAll(clause) && clause.Filter is null && !clause.Handler.Descendants().Any(o => Tells(o, clause)))
            context.Tell(Diagnostic.Create(
                Descriptors.SwallowedException, clause.Syntax.GetFirstToken().GetLocation()));
    }

    private static bool CatchesAll(ICatchClauseOperation clause) =>
        clause.ExceptionType is
        { ContainingNamespace.Name: "System", Name: "Exception" or "SystemException" or "Object" };

    // Thrown again, handed on, or at least logged; what is done with it is its reader's to judge.
    private static bool Tells(IOperation operation, ICatchClauseOperation clause) => operation switch
    {
        IThrowOperation => true,
        ILocalReferenceOperation local => clause.Locals.Contains(local.Local, SymbolEqualityComparer.Default),
        IInvocationOperation call => IsLog(call.TargetMethod.ContainingType)
            || call.Arguments.Any(a => IsLog(a.Value.Type))
            || call.TargetMethod.Name is "FailFast" or "Exit" or "Fail",
        _ => false,
    };

    private static bool IsLog(ITypeSymbol? type) => type is not null
        && (type.Name.EndsWith("Log", StringComparison.Ordinal) || type.Name is "ILogger" or "LoggerExtensions");
}
