using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>Holds statements against the calls that they are given to.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.ColumnNotSelected, Descriptors.FetchWrites, Descriptors.OrderedPage, Descriptors.StatementInLoop,
        Descriptors.Returning, Descriptors.ColumnMissing, Descriptors.RowChange,
    ];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
        context.RegisterOperationAction(AnalyzeRemoved, OperationKind.Invalid);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        var type = call.TargetMethod.ContainingType;
        var found = call.TargetMethod.Name switch
        {
            "One" or "Find" or "List" or "Page" when type.IsOurs("Db") || type.IsOurs("DbBatch") =>
                ReadRules.Check(call, context.Compilation),
            "Run" when type.IsOurs("DbBatch") => ReadRules.CheckLoop(call),
            RowChangeForm.Insert or RowChangeForm.Change or RowChangeForm.ChangeAny when type.IsOurs("Decision") =>
                RowChangeRules.Check(call),
            _ => [],
        };
        foreach (var diagnostic in found)
            context.Tell(diagnostic);
    }

    private static void AnalyzeRemoved(OperationAnalysisContext context)
    {
        if (RowChangeRules.CheckRemoved(context.Operation) is { } diagnostic)
            context.Tell(diagnostic);
    }
}
