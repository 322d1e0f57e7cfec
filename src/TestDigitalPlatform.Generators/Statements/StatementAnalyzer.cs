using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Generators.Statements;

/// <summary>Looks at each statement by itself, where it is written.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class StatementAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.SelectsAll, Descriptors.Offset, Descriptors.PlatformTable, Descriptors.StatementForm];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(
            Analyze, OperationKind.Conversion, OperationKind.InterpolatedStringHandlerCreation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (!IsStatement(context.Operation))
            return;
        var text = StatementText.Of(context.Operation);
        var tokens = SqlTokens.Of(text);
        var at = context.Operation.Syntax.GetLocation();
        foreach (var flaw in FormRules.Check(text))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.StatementForm, at, flaw));
        if (SelectList.HasStar(tokens))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.SelectsAll, at));
        if (tokens.Any(t => t.IsWord && t.Is("offset")))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Offset, at));
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].IsWord && tokens[i].Is("tdp") && tokens[i + 1].Is(".") && !(i > 0 && tokens[i - 1].Is(".")))
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.PlatformTable, at, tokens[i + 2].Text));
        }
    }

    private static bool IsStatement(IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod.ContainingType: var type, Operand.ConstantValue.HasValue: true } =>
            type.IsOurs("Sql"),
        IInterpolatedStringHandlerCreationOperation made => made.Type.IsOurs("Sql"),
        _ => false,
    };
}
