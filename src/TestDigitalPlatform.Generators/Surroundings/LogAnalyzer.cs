using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Surroundings;

/// <summary>Keeps whole objects out of logs.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogAnalyzer : DiagnosticAnalyzer
{
    private const string Logging = "Microsoft.Extensions.Logging";

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.LoggedObject];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
        context.RegisterSymbolAction(AnalyzeMethod, SymbolKind.Method);
    }

    // logger.LogInformation("… {Order}", order)
    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.ContainingType is not { Name: "LoggerExtensions" } type
            || type.ContainingNamespace.ToDisplayString() != Logging)
            return;
        foreach (var argument in call.Arguments.Where(a => a.Parameter?.Name == "args"))
        {
            var values = argument.Value is IArrayCreationOperation { Initializer: { } list }
                ? list.ElementValues
                : [argument.Value];
            foreach (var value in values)
            {
                var given = Unconverted(value);
                if (given.Type is { } whole && WholeObject.Why(whole) is { } why)
                    Report(found => context.Tell(found), given.Syntax.GetLocation(), given.Syntax.ToString(), why);
            }
        }
    }

    // [LoggerMessage(…)] static partial void Placed(ILogger logger, Order order)
    private static void AnalyzeMethod(SymbolAnalysisContext context)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.Parameters.Length == 0
            || method.GetAttributes().All(a => a.AttributeClass?.Name != "LoggerMessageAttribute"))
            return;
        foreach (var parameter in method.Parameters)
        {
            if (WholeObject.Why(parameter.Type) is { } why)
                Report(found => context.Tell(found), parameter.Locations[0], parameter.Name, why);
        }
    }

    private static void Report(Action<Diagnostic> report, Location at, string name, string why) =>
        report(Diagnostic.Create(Descriptors.LoggedObject, at, name, why));

    private static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value;
    }
}
