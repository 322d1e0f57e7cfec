using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Purity;

/// <summary>Looks at the codes of refusals, which callers compare.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RefusalAnalyzer : DiagnosticAnalyzer
{
    private const int MaxLength = 100;

    private static readonly Regex Code = new(
        @"^[a-z][a-z0-9]*(_[a-z0-9]+)*(\.[a-z0-9]+(_[a-z0-9]+)*)+$", RegexOptions.CultureInvariant);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.RefusalCode];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.ObjectCreation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var made = (IObjectCreationOperation)context.Operation;
        if (!made.Type.IsOurs("Refusal")
            || made.Arguments.FirstOrDefault(a => a.Parameter?.Name == "Code") is not { } code)
            return;
        var flaw = code.Value.ConstantValue switch
        {
            { HasValue: false } => IsBuilt(code.Value) ? "is built at run time" : null,
            { Value: string { Length: > MaxLength } } => $"is longer than {MaxLength} characters",
            { Value: string text } when !Code.IsMatch(text) => $"is '{text}'",
            _ => null,
        };
        if (flaw is not null)
            context.Tell(Diagnostic.Create(Descriptors.RefusalCode, code.Syntax.GetLocation(), flaw));
    }

    // A code that comes from elsewhere, such as another refusal's, may well be a constant there.
    private static bool IsBuilt(IOperation code) =>
        code is IInterpolatedStringOperation or IBinaryOperation
        || code is IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String };
}
