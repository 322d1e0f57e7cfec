using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Surroundings;

/// <summary>Tells of an endpoint that is mapped beside the platform's and is open to nobody.</summary>
/// <remarks>
/// Only where all is seen: the call stands by itself, on the application that <c>MapPlatform</c> was called for, and what
/// follows it is ASP.NET Core's.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndpointAnalyzer : DiagnosticAnalyzer
{
    private const string RoutesType = "EndpointRouteBuilderExtensions";

    private static readonly string[] Openers = ["AllowAnonymous", "WithMetadata", "Add", "Finally"];
    private static readonly string[] OpeningAttributes = ["AllowAttribute", "PublicAttribute", "AllowAnonymousAttribute"];

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.ClosedEndpoint];

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
        if (!IsMapping(call.TargetMethod) || Receiver(call) is not { } app || !IsPlatforms(app, call) || IsOpened(call)
            || call.Arguments.Any(a => Handler(a.Value) is { } handler && handler.GetAttributes().Any(IsOpening)))
            return;
        context.Tell(Diagnostic.Create(Descriptors.ClosedEndpoint, call.Syntax.GetLocation()));
    }

    private static bool IsMapping(IMethodSymbol method) =>
        method.Name is "Map" or "MapGet" or "MapPost" or "MapPut" or "MapDelete" or "MapPatch" or "MapMethods"
        && method.ContainingType.Name == RoutesType
        && method.ContainingNamespace.ToDisplayString() == "Microsoft.AspNetCore.Builder";

    // app.MapGet(…): a variable that is not a group.
    private static ISymbol? Receiver(IInvocationOperation call) =>
        call.Arguments.Length == 0 ? null : Unconverted(call.Arguments[0].Value) switch
        {
            ILocalReferenceOperation { Type.Name: "WebApplication" } local => local.Local,
            IParameterReferenceOperation { Type.Name: "WebApplication" } parameter => parameter.Parameter,
            _ => null,
        };

    private static bool IsPlatforms(ISymbol app, IInvocationOperation call)
    {
        IOperation root = call;
        while (root.Parent is not null)
            root = root.Parent;
        return root.Descendants().OfType<IInvocationOperation>()
            .Any(c => c.TargetMethod.Name == "MapPlatform" && SymbolEqualityComparer.Default.Equals(Receiver(c), app));
    }

    // What a call of somebody else's adds, or a variable is used for, can't be seen from here.
    private static bool IsOpened(IInvocationOperation call)
    {
        IOperation at = call;
        while (Skipped(at.Parent) is IArgumentOperation { Parent: IInvocationOperation next })
        {
            if (Openers.Contains(next.TargetMethod.Name)
                || !next.TargetMethod.ContainingNamespace.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal))
                return true;
            at = next;
        }

        return Skipped(at.Parent) is not IExpressionStatementOperation;
    }

    private static IOperation? Skipped(IOperation? operation)
    {
        while (operation is IConversionOperation)
            operation = operation.Parent;
        return operation;
    }

    private static IMethodSymbol? Handler(IOperation value) => Unconverted(value) switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda.Symbol,
        IDelegateCreationOperation { Target: IMethodReferenceOperation method } => method.Method,
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        IMethodReferenceOperation method => method.Method,
        _ => null,
    };

    private static bool IsOpening(AttributeData attribute) =>
        attribute.AttributeClass?.Name is { } name && OpeningAttributes.Contains(name);

    private static IOperation Unconverted(IOperation value)
    {
        while (value is IConversionOperation conversion)
            value = conversion.Operand;
        return value;
    }
}
