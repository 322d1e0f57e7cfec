using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Events;

/// <summary>Looks at all event handlers of a service together: what they handle and what they tell because of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandledEventAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.NoEventHandled, Descriptors.HandledTwice, Descriptors.IdleSetAside, Descriptors.EventLoop,
        Descriptors.WireName, Descriptors.WrongProjection,
    ];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName("TestDigitalPlatform.IEventHandler`1") is null)
                return;
            var service = new HandledEvents();
            start.RegisterSymbolAction(symbol => Collect(symbol, service), SymbolKind.NamedType);
            start.RegisterOperationAction(operation => Collect(operation, service), OperationKind.Invocation);
            start.RegisterCompilationEndAction(service.Report);
        });
    }

    private static void Collect(SymbolAnalysisContext context, HandledEvents service)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (ProjectionFlaw(type) is var (why, how))
            context.Tell(Diagnostic.Create(Descriptors.WrongProjection, type.Locations[0], type.Name, why, how));
        foreach (var handler in EventHandlerInterface.Of(type))
        {
            if (WhyNone(handler.Event) is { } flaw)
                context.Tell(Diagnostic.Create(
                    Descriptors.NoEventHandled, type.Locations[0], type.Name, handler.Event.Name, flaw));
            else
                service.Add(handler);
        }
    }

    // decision.Notify(new OrderShipped(…)) in a handler.
    private static void Collect(OperationAnalysisContext context, HandledEvents service)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "Notify" || !call.TargetMethod.ContainingType.IsOurs("Decision")
            || context.ContainingSymbol is not IMethodSymbol { ContainingType: { } handler } method
            || Told(call) is not { } told)
            return;
        var handled = EventHandlerInterface.Of(handler).Select(h => h.Event).ToArray();
        var because = handled.FirstOrDefault(
            e => method.Parameters.Any(p => SymbolEqualityComparer.Default.Equals(p.Type, e)));
        if ((because ?? (handled.Length == 1 ? handled[0] : null)) is { } @event)
            service.Tells(handler, @event, told, call.Arguments[0].Syntax.GetLocation());
    }

    private static ITypeSymbol? Told(IInvocationOperation notify)
    {
        var told = notify.Arguments.FirstOrDefault()?.Value;
        while (told is IConversionOperation conversion)
            told = conversion.Operand;
        return told?.Type;
    }

    private static (string Why, string How)? ProjectionFlaw(INamedTypeSymbol type)
    {
        if (type.Attribute("ProjectionAttribute") is not { } attribute)
            return null;
        if (EventHandlerInterface.Of(type).Any(h => h.Fetches))
            return ("it fetches, and would find what is being rebuilt as it was before",
                "leave the fetch out, and let the statement read what it needs");
        var tables = attribute.Listed() ?? [];
        if (tables.Length == 0)
            return ("it names no table", "name the tables that it keeps, as [Projection(\"customer\")]");
        foreach (var table in tables)
        {
            if (table.Value is not string { Length: > 0 } name || name.Any(IsOfNoName))
                return ($"'{table.Value}' is not the plain name of a table", "name the table without a schema and quotation marks");
        }

        return null;
    }

    private static bool IsOfNoName(char c) => c is '.' or '"' || char.IsWhiteSpace(c);

    private static string? WhyNone(ITypeSymbol handled) => handled switch
    {
        { TypeKind: TypeKind.Error } => null,
        { TypeKind: TypeKind.Interface } => "an interface",
        ITypeParameterSymbol => "a type parameter",
        INamedTypeSymbol { IsGenericType: true } => "generic",
        { IsAbstract: true } => "abstract",
        _ => null,
    };
}
