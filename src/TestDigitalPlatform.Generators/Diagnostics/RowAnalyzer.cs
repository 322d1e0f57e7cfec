using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Rows;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>Says why no reader was written for a type that a <c>Db</c> call names.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RowAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.RowShape];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (RowCalls.RowType(call.TargetMethod) is not { } type)
            return;
        RowShape.Read(type, context.Compilation, out var flaw);
        if (flaw is not null)
            context.Tell(Diagnostic.Create(
                Descriptors.RowShape, call.Syntax.GetLocation(), type.Plain(), flaw));
    }
}
