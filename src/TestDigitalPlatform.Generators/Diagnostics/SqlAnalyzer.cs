using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>Keeps statements and values apart: what becomes SQL is known when compiling.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SqlAnalyzer : DiagnosticAnalyzer
{
    private const string Built =
        "This SQL text is built at run time, which allows SQL injection: "
        + "write it as an interpolated string, $\"… where id = {id}\", so that each {} becomes a parameter, "
        + "and combine parts as Sql";

    private const string ConstantHole =
        "The constant string '{0}' in {} becomes a parameter, not part of the statement: "
        + "declare it as 'static readonly Sql' to insert it as SQL, or write the value into the statement";

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.BuiltSql];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(AnalyzeConversion, OperationKind.Conversion);
        context.RegisterOperationAction(AnalyzeAppend, OperationKind.Invocation);
        context.RegisterOperationAction(AnalyzeHole, OperationKind.InterpolatedStringAppendFormatted);
    }

    private static void AnalyzeConversion(OperationAnalysisContext context)
    {
        var conversion = (IConversionOperation)context.Operation;
        if (conversion.OperatorMethod is { ContainingType: var type } && type.IsOurs("Sql")
            && !conversion.Operand.ConstantValue.HasValue)
            Report(context, conversion.Operand, Built);
    }

    // The handler's own methods are for the compiler; called by hand they take text too.
    private static void AnalyzeAppend(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name == "AppendLiteral" && call.TargetMethod.ContainingType.IsOurs("Sql")
            && call.Parent is not IInterpolatedStringAppendOperation && !call.Arguments[0].Value.ConstantValue.HasValue)
            Report(context, call.Arguments[0], Built);
    }

    private static void AnalyzeHole(OperationAnalysisContext context)
    {
        var hole = (IInterpolatedStringAppendOperation)context.Operation;
        if (hole.AppendCall is IInvocationOperation call && call.TargetMethod.ContainingType.IsOurs("Sql")
            && call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string text })
            Report(context, call.Arguments[0], ConstantHole.Replace("{0}", Shown(text)));
    }

    private static string Shown(string text) => text.Length > 50 ? text.Substring(0, 50) + "…" : text;

    private static void Report(OperationAnalysisContext context, IOperation at, string message) =>
        context.Tell(Diagnostic.Create(Descriptors.BuiltSql, at.Syntax.GetLocation(), message));
}
