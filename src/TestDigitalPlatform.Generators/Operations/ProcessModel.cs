using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;
using TestDigitalPlatform.Generators.Published;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>One process of a service.</summary>
/// <param name="Process">The process's type.</param>
/// <param name="State">The type of its states.</param>
/// <param name="AcrossCustomers">Whether an instance belongs to no customer.</param>
/// <param name="States">The sealed records that a state can be.</param>
/// <param name="Events">The events that it reacts to, each with its name on the wire.</param>
internal sealed record ProcessModel(
    string Process, string State, bool AcrossCustomers, Sequence<string> States, Sequence<(string Type, string Name)> Events)
{
    private const string Definition = "global::TestDigitalPlatform.Generated.ProcessDefinition";
    private const string Event = "global::TestDigitalPlatform.Generated.ProcessEvent";

    /// <summary>The process that a class is, for its first part only; <see langword="null"/> if it is none.</summary>
    public static ProcessModel? Of(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var type = (INamedTypeSymbol?)context.SemanticModel.GetDeclaredSymbol(context.Node, cancellationToken);
        return type is null
            || type.DeclaringSyntaxReferences.First(HandlerInterface.HasBases).GetSyntax(cancellationToken) != context.Node
            || StateOf(type) is not { } state || !type.IsSeenIn(context.SemanticModel.Compilation)
            ? null
            : new ProcessModel(
                type.Full(), state.Full(), type.Attribute("AcrossCustomersAttribute") is not null,
                StatesOf(state).Select(s => s.Full()).ToSequence(),
                EventsOf(type).Select(e => (e.Full(), ContractFacts.WireName(e) ?? ContractFacts.NameOf(e))).ToSequence());
    }

    /// <summary>The type of a process's states; <see langword="null"/> if the class is no process.</summary>
    public static INamedTypeSymbol? StateOf(INamedTypeSymbol type) => type is { TypeKind: TypeKind.Class, IsAbstract: false }
        ? type.AllInterfaces.FirstOrDefault(i => i.TypeArguments.Length == 1 && i.IsOurs("IProcess"))?.TypeArguments[0]
            as INamedTypeSymbol
        : null;

    /// <summary>The sealed records that a state can be.</summary>
    public static IEnumerable<INamedTypeSymbol> StatesOf(INamedTypeSymbol state) => state.IsAbstract
        ? state.GetTypeMembers().Where(nested => !nested.IsAbstract && IsA(nested, state))
        : [state];

    /// <summary>The events that a process reacts to.</summary>
    public static IEnumerable<INamedTypeSymbol> EventsOf(INamedTypeSymbol type) => type.AllInterfaces
        .Where(i => i.TypeArguments.Length == 1 && i.IsOurs("IOn")).Select(i => i.TypeArguments[0]).OfType<INamedTypeSymbol>();

    /// <summary>The interface that makes a process a workflow; <see langword="null"/> if it is none.</summary>
    public static INamedTypeSymbol? WorkflowOf(INamedTypeSymbol type) =>
        type.AllInterfaces.FirstOrDefault(i => i.TypeArguments.Length == 2 && i.IsOurs("IWorkflow"));

    /// <summary>Writes the list of the processes of a service.</summary>
    public static string Write(IReadOnlyList<ProcessModel> processes)
    {
        var source = new CodeText()
            .Line("namespace TestDigitalPlatform;")
            .Line()
            .Open("internal static partial class GeneratedPlatform")
            .Summary("The processes of this service")
            .OpenHidden("internal static class Processes")
            .Line($"internal static global::System.Collections.Generic.IReadOnlyList<{Definition}> All {{ get; }} =")
            .Line("[")
            .Indent();
        foreach (var process in processes)
            source
                .Line($"{Definition}.Of<{process.Process}, {process.State}>(").Indent()
                .Line($"acrossCustomers: {Literal.Of(process.AcrossCustomers)},")
                .Line($"[{string.Join(", ", process.States.Select(s => $"typeof({s})"))}],")
                .Line($"[{string.Join(", ", process.Events.Select(e => $"{Event}.Of<{process.Process}, {e.Type}>({Literal.Of(e.Name)})"))}]),")
                .Outdent();
        return source.Outdent().Line("];").Close().Close().ToString();
    }

    private static bool IsA(INamedTypeSymbol type, INamedTypeSymbol state) =>
        type.WithBases().Any(b => SymbolEqualityComparer.Default.Equals(b, state));
}
