using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Surroundings;

/// <summary>Finds tests that wait for time to pass instead of for what they expect.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TestAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.SleepingTest];

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
        if (IsSleep(call.TargetMethod) && !IsMeant(call) && IsTest(context.ContainingSymbol))
            context.Tell(Diagnostic.Create(
                Descriptors.SleepingTest, call.Syntax.GetLocation(),
                $"{call.TargetMethod.ContainingType.Name}.{call.TargetMethod.Name}"));
    }

    private static bool IsSleep(IMethodSymbol method) => (method.ContainingType.Name, method.Name) switch
    {
        // With a clock of its own it ends when the test lets time pass.
        ("Task", "Delay") => method.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks"
            && method.Parameters.All(p => p.Type.Name != "TimeProvider"),
        ("Thread", "Sleep") => method.ContainingNamespace.ToDisplayString() == "System.Threading",
        _ => false,
    };

    // In a loop it is a pause between two looks at a state, in a function of its own the slowness of something else.
    private static bool IsMeant(IOperation call)
    {
        for (var outer = call.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }

    private static bool IsTest(ISymbol method) => method.GetAttributes().Any(
        a => a.AttributeClass?.WithBases().Any(
            b => b.Name is "FactAttribute" or "TestAttribute" or "TestMethodAttribute") == true);
}
