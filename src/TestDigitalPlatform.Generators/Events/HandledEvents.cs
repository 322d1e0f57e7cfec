using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Events;

/// <summary>What one service handles, and tells because of it.</summary>
internal sealed class HandledEvents
{
    private readonly ConcurrentBag<EventHandlerInterface> handlers = [];
    private readonly ConcurrentBag<Consequence> consequences = [];

    public void Add(EventHandlerInterface handler) => handlers.Add(handler);

    public void Tells(INamedTypeSymbol handler, ITypeSymbol because, ITypeSymbol told, Location at) =>
        consequences.Add(new Consequence(handler, because, told, at));

    public void Report(CompilationAnalysisContext context)
    {
        // In the order of their names, so that the same code always gives the same errors.
        var ordered = handlers.OrderBy(h => h.Event.ToDisplayString(), StringComparer.Ordinal)
            .ThenBy(h => h.Handler.ToDisplayString(), StringComparer.Ordinal).ToArray();
        foreach (var same in ordered.GroupBy<EventHandlerInterface, ISymbol>(h => h.Event, SymbolEqualityComparer.Default))
        {
            ReportTwice(context, [.. same]);
            ReportSetAside(context, [.. same]);
        }

        ReportNames(context, ordered);
        ReportLoops(context);
    }

    private static void ReportTwice(CompilationAnalysisContext context, EventHandlerInterface[] same)
    {
        foreach (var twice in same.GroupBy<EventHandlerInterface, ISymbol>(h => h.Handler, SymbolEqualityComparer.Default))
        {
            if (twice.Count() > 1)
                context.Tell(Diagnostic.Create(
                    Descriptors.HandledTwice, twice.Key.Locations[0], twice.Key.Name, same[0].Event.Name));
        }
    }

    private static void ReportSetAside(CompilationAnalysisContext context, EventHandlerInterface[] same)
    {
        if (same.FirstOrDefault(h => !IsSetAside(h.Handler)) is not { Handler: { } waiting })
            return;
        foreach (var idle in same.Where(h => IsSetAside(h.Handler)))
            context.Tell(Diagnostic.Create(
                Descriptors.IdleSetAside, idle.Handler.Locations[0], idle.Handler.Name, waiting.Name, idle.Event.Name));
    }

    private static bool IsSetAside(INamedTypeSymbol handler) => handler.Attribute("SetAsideAttribute") is not null;

    // A message is read as the one type that has its name.
    private static void ReportNames(CompilationAnalysisContext context, EventHandlerInterface[] handlers)
    {
        var named = handlers.Where(h => h.Event is INamedTypeSymbol)
            .GroupBy(h => WireNames.Of((INamedTypeSymbol)h.Event), StringComparer.Ordinal);
        foreach (var same in named)
        {
            var first = same.First().Event;
            foreach (var second in same.Where(h => !SymbolEqualityComparer.Default.Equals(h.Event, first)))
                context.Tell(Diagnostic.Create(
                    Descriptors.WireName, second.Handler.Locations[0], second.Handler.Name, same.Key,
                    $"it handles '{second.Event.ToDisplayString()}', and '{first.ToDisplayString()}' has it too",
                    "keep one of the two types for all handlers of this service"));
        }
    }

    private void ReportLoops(CompilationAnalysisContext context)
    {
        var leads = consequences.ToLookup<Consequence, ISymbol, ITypeSymbol>(
            c => c.Because, c => c.Told, SymbolEqualityComparer.Default);
        foreach (var step in consequences.Where(c => Reaches(leads, c.Told, c.Because))
            .OrderBy(c => c.At.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(c => c.At.SourceSpan.Start))
            context.Tell(Diagnostic.Create(
                Descriptors.EventLoop, step.At, step.Handler.Name, step.Told.Name, step.Because.Name));
    }

    private static bool Reaches(ILookup<ISymbol, ITypeSymbol> leads, ITypeSymbol from, ITypeSymbol to)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var waiting = new Stack<ITypeSymbol>([from]);
        while (waiting.Count > 0)
        {
            var at = waiting.Pop();
            if (SymbolEqualityComparer.Default.Equals(at, to))
                return true;
            if (!seen.Add(at))
                continue;
            foreach (var next in leads[at])
                waiting.Push(next);
        }

        return false;
    }

    /// <summary>A handler tells one event because of another.</summary>
    private sealed record Consequence(INamedTypeSymbol Handler, ITypeSymbol Because, ITypeSymbol Told, Location At);
}
