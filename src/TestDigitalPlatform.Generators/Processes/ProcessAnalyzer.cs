using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;
using TestDigitalPlatform.Generators.Unattended;

namespace TestDigitalPlatform.Generators.Processes;

/// <summary>Holds what a process matches and sends against what it declares.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ProcessAnalyzer : DiagnosticAnalyzer
{
    private static readonly ImmutableArray<OperationKind> Patterns =
    [
        OperationKind.DeclarationPattern, OperationKind.TypePattern, OperationKind.RecursivePattern, OperationKind.IsType,
    ];

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.WrongProcess, Descriptors.Unmatched, Descriptors.UndeclaredMessage];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSymbolStartAction(Start, SymbolKind.NamedType);
    }

    private static void Start(SymbolStartAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (ProcessModel.StateOf(type) is not { } state)
        {
            if (type.Attribute("OnScheduleAttribute") is not null)
                context.RegisterSymbolEndAction(end => Wrong(
                    end, type, "it has a schedule without a state", "add IProcess<…> with the type of its states"));
            else if (ProcessModel.EventsOf(type).FirstOrDefault() is { } lost)
                context.RegisterSymbolEndAction(end => Wrong(
                    end, type, $"it reacts to '{lost.Name}' without a state", "add IProcess<…> with the type of its states"));
            return;
        }

        context.RegisterOperationAction(operation => Sent(operation, type), OperationKind.ObjectCreation);
        if (ProcessModel.WorkflowOf(type) is { } workflow)
        {
            context.RegisterSymbolEndAction(end => Report(end, type, workflow));
            return;
        }

        var matched = new ConcurrentDictionary<ISymbol, byte>(SymbolEqualityComparer.Default);
        context.RegisterOperationAction(operation => Collect(operation, matched), Patterns);
        context.RegisterSymbolEndAction(end => Report(end, type, state, matched));
    }

    private static void Collect(OperationAnalysisContext context, ConcurrentDictionary<ISymbol, byte> matched)
    {
        var type = context.Operation switch
        {
            IDeclarationPatternOperation declaration => declaration.MatchedType,
            ITypePatternOperation pattern => pattern.MatchedType,
            IRecursivePatternOperation recursive => recursive.MatchedType,
            IIsTypeOperation test => test.TypeOperand,
            _ => null,
        };
        if (type is not null)
            matched.TryAdd(type, 0);
    }

    // Send: [new CloseOrder(…)]
    private static void Sent(OperationAnalysisContext context, INamedTypeSymbol process)
    {
        if (((IObjectCreationOperation)context.Operation).Type is not INamedTypeSymbol type
            || !type.AllInterfaces.Any(i => i.IsOurs("IAnyCommand"))
            || ServiceIdentityOf.Read(process)?.Names(type) is true)
            return;
        context.Tell(Diagnostic.Create(
            Descriptors.UndeclaredMessage, context.Operation.Syntax.GetLocation(), process.Name, type.Name));
    }

    private static void Report(
        SymbolAnalysisContext context, INamedTypeSymbol process, INamedTypeSymbol state,
        ConcurrentDictionary<ISymbol, byte> matched)
    {
        var (states, events) = (ProcessModel.StatesOf(state).ToArray(), ProcessModel.EventsOf(process).ToArray());
        var isScheduled = process.Attribute("OnScheduleAttribute") is not null;
        if (events.Length == 0 && !isScheduled)
            Wrong(
                context, process, "no message ever reaches it",
                "add IOn<…> for each event that it reacts to, or [OnSchedule(…)]");
        if (isScheduled && !matched.Keys.Any(type => type is ITypeSymbol { Name: "ScheduleFired" } fired && fired.IsOurs("ScheduleFired")))
            context.Tell(Diagnostic.Create(Descriptors.Unmatched, process.Locations[0], process.Name, "event", "ScheduleFired"));
        if (states.Length == 0)
            Wrong(
                context, process, $"'{state.Name}' is abstract and has no state in it",
                "declare a sealed record for each state within it, which derives from it");
        foreach (var open in states.Where(s => !s.IsSealed))
            Wrong(context, process, $"its state '{open.Name}' is not sealed", "make it a sealed record");
        foreach (var twice in states.GroupBy(s => s.Name).Where(same => same.Count() > 1))
            Wrong(context, process, $"it has two states with the name '{twice.Key}'", "rename one of them");
        // A pattern of the common type, such as { }, is for all states; and a single state needs no case of its own.
        if (state.IsAbstract && !matched.ContainsKey(state))
            Unmatched(context, process, states, matched, "state");
        Unmatched(context, process, events, matched, "event");
    }

    // The platform moves it, so it has no cases of its own.
    private static void Report(SymbolAnalysisContext context, INamedTypeSymbol process, INamedTypeSymbol workflow)
    {
        if (!SymbolEqualityComparer.Default.Equals(workflow.TypeArguments[0], process))
            Wrong(
                context, process, $"it is a workflow with the steps of '{workflow.TypeArguments[0].Name}'",
                $"write IWorkflow<{process.Name}, {workflow.TypeArguments[1].Name}>");
        var known = process.AllInterfaces.Where(i => i.IsOurs("IUndoneBy")).Select(i => i.TypeArguments[0])
            .Append(workflow.TypeArguments[1]).ToArray();
        foreach (var other in ProcessModel.EventsOf(process).Where(e => !known.Contains(e, SymbolEqualityComparer.Default)))
            Wrong(
                context, process, $"a workflow does not say what '{other.Name}' means for it",
                $"write IUndoneBy<{other.Name}> if that undoes it, or IProcess<…> for cases of your own");
    }

    private static void Unmatched(
        SymbolAnalysisContext context, INamedTypeSymbol process, IEnumerable<INamedTypeSymbol> types,
        ConcurrentDictionary<ISymbol, byte> matched, string what)
    {
        foreach (var type in types.Where(t => !matched.ContainsKey(t)))
            context.Tell(Diagnostic.Create(Descriptors.Unmatched, process.Locations[0], process.Name, what, type.Name));
    }

    private static void Wrong(SymbolAnalysisContext context, INamedTypeSymbol process, string why, string how) =>
        context.Tell(Diagnostic.Create(Descriptors.WrongProcess, process.Locations[0], process.Name, why, how));
}
