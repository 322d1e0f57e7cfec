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
        [Descriptors.SelectsAll, Descriptors.Offset, Descriptors.PlatformTable, Descriptors.StatementForm,
            Descriptors.NamedCustomer];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(
            Analyze, OperationKind.Conversion, OperationKind.InterpolatedStringHandlerCreation);
        context.RegisterOperationAction(AnalyzeValue, OperationKind.InterpolatedStringAppendFormatted);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (!IsStatement(context.Operation))
            return;
        var text = StatementText.Of(context.Operation);
        var tokens = SqlTokens.Of(text);
        var at = context.Operation.Syntax.GetLocation();
        foreach (var flaw in FormRules.Check(text))
            context.Tell(Diagnostic.Create(Descriptors.StatementForm, at, flaw));
        if (CustomerRules.IsNamed(tokens))
            context.Tell(Diagnostic.Create(Descriptors.NamedCustomer, at));
        if (SelectList.HasStar(tokens))
            context.Tell(Diagnostic.Create(Descriptors.SelectsAll, at));
        if (tokens.Any(t => t.IsWord && t.Is("offset")))
            context.Tell(Diagnostic.Create(Descriptors.Offset, at));
        for (var i = 0; i + 2 < tokens.Count; i++)
        {
            if (tokens[i].IsWord && tokens[i].Is("tdp") && tokens[i + 1].Is(".") && !(i > 0 && tokens[i - 1].Is(".")))
                context.Tell(Diagnostic.Create(Descriptors.PlatformTable, at, tokens[i + 2].Text));
        }
    }

    private static void AnalyzeValue(OperationAnalysisContext context)
    {
        if (((IInterpolatedStringAppendOperation)context.Operation).AppendCall is IInvocationOperation
            { Arguments: { IsEmpty: false } given, TargetMethod.ContainingType: var type }
            && type.IsOurs("Sql") && CustomerRules.IsNamed(given[0].Value))
            context.Tell(Diagnostic.Create(Descriptors.NamedCustomer, given[0].Syntax.GetLocation()));
    }

    private static bool IsStatement(IOperation operation) => operation switch
    {
        IConversionOperation { OperatorMethod.ContainingType: var type, Operand.ConstantValue.HasValue: true } =>
            type.IsOurs("Sql"),
        IInterpolatedStringHandlerCreationOperation made => made.Type.IsOurs("Sql"),
        _ => false,
    };
}
