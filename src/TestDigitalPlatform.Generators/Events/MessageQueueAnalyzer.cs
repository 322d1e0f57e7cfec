using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Events;

/// <summary>Holds the events that come from queues of other systems to what can be read.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MessageQueueAnalyzer : DiagnosticAnalyzer
{
    private const int MaxNameBytes = 255;

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Descriptors.MessageQueue];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var (declared, handled) = (new ConcurrentBag<Declared>(), new ConcurrentDictionary<ISymbol, byte>(SymbolEqualityComparer.Default));
            start.RegisterSymbolAction(symbol => Collect((INamedTypeSymbol)symbol.Symbol, declared, handled), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, declared, handled));
        });
    }

    private static void Collect(INamedTypeSymbol type, ConcurrentBag<Declared> declared, ConcurrentDictionary<ISymbol, byte> handled)
    {
        foreach (var handler in EventHandlerInterface.Of(type))
            handled.TryAdd(handler.Event, 0);
        foreach (var @event in ProcessModel.EventsOf(type))
            handled.TryAdd(@event, 0);
        if (type.Attribute("OnMessageAttribute")?.ConstructorArguments.FirstOrDefault().Value is string queue)
            declared.Add(new Declared(type, queue));
    }

    private static void Report(
        CompilationAnalysisContext context, ConcurrentBag<Declared> declared, ConcurrentDictionary<ISymbol, byte> handled)
    {
        var ordered = declared.OrderBy(d => d.Event.ToDisplayString(), StringComparer.Ordinal).ToArray();
        foreach (var one in ordered)
        {
            var first = ordered.First(d => d.Queue == one.Queue);
            if ((Flaw(one) ?? (first != one ? ($"'{first.Event.Name}' comes from it too, and nothing tells them apart", "declare one record for each queue")
                : !handled.ContainsKey(one.Event) ? ("nothing handles it", $"add an IEventHandler<{one.Event.Name}> or an IOn<{one.Event.Name}>")
                : null)) is var (why, fix))
                context.Tell(Diagnostic.Create(Descriptors.MessageQueue, one.Event.Locations[0], one.Event.Name, one.Queue, why, fix));
        }
    }

    private static (string Why, string Fix)? Flaw(Declared one)
    {
        var type = one.Event;
        if (!type.AllInterfaces.Any(i => i.IsOurs("IEvent")))
            return ("it does not implement IEvent", "implement it");
        if (type.IsGenericType || type.IsAbstract)
            return ("it is generic or abstract", "declare a sealed record");
        if (type.Attribute("OnWebhookAttribute") is not null)
            return ("it comes by a webhook", "declare a record for each of the two");
        return string.IsNullOrWhiteSpace(one.Queue) || Encoding.UTF8.GetByteCount(one.Queue) > MaxNameBytes
            ? ("a queue's name has 1 to 255 bytes", "write the name that the other system gave it")
            : null;
    }

    private sealed record Declared(INamedTypeSymbol Event, string Queue);
}
