using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Published;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Events;

/// <summary>The names by which the events of one compilation are known on the wire.</summary>
internal sealed class WireNames
{
    private const int MaxLength = 200;

    private readonly ConcurrentBag<INamedTypeSymbol> events = [];

    public void Add(INamedTypeSymbol @event) => events.Add(@event);

    public void Report(CompilationAnalysisContext context)
    {
        foreach (var @event in events)
        {
            if (ContractFacts.WireName(@event) is { } name && Flaw(name) is { } flaw)
                Tell(context, @event, name, flaw);
        }

        // Told where a name was given, if it was.
        var named = events.OrderBy(e => ContractFacts.WireName(e) is not null)
            .ThenBy(e => e.ToDisplayString(), StringComparer.Ordinal).GroupBy(Of, StringComparer.Ordinal);
        foreach (var same in named)
        {
            foreach (var second in same.Skip(1))
                Tell(
                    context, second, same.Key, $"'{same.First().ToDisplayString()}' has it too",
                    "give one of them a name of its own");
        }
    }

    /// <summary>What <c>[EventName]</c> says, or the name of the type.</summary>
    public static string Of(INamedTypeSymbol @event) =>
        ContractFacts.WireName(@event) is { Length: > 0 } name ? name : ContractFacts.NameOf(@event);

    private static string? Flaw(string name) => name switch
    {
        "" => "it is empty",
        { Length: > MaxLength } => $"it has more than {MaxLength} characters",
        _ when name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) => "it has white space in it",
        _ => null,
    };

    private static void Tell(
        CompilationAnalysisContext context, INamedTypeSymbol @event, string name, string flaw,
        string how = "give it a name such as \"Acme.Orders.OrderPlaced\"")
    {
        var place = @event.Attribute("EventNameAttribute")?.ApplicationSyntaxReference is { } written
            ? Location.Create(written.SyntaxTree, written.Span)
            : @event.Locations[0];
        context.Tell(Diagnostic.Create(Descriptors.WireName, place, @event.Name, name, flaw, how));
    }
}
