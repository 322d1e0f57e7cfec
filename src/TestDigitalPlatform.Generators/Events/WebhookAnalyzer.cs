using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Events;

/// <summary>Holds the events that come by webhooks to what can be served.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WebhookAnalyzer : DiagnosticAnalyzer
{
    private const string CustomerPart = "{customer}";

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.WebhookPath, Descriptors.WebhookOfNoEvent, Descriptors.SameWebhook, Descriptors.UnhandledWebhook];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var (declared, handled) = (new ConcurrentBag<Declared>(), new ConcurrentDictionary<ISymbol, byte>(SymbolEqualityComparer.Default));
            start.RegisterSymbolAction(symbol => Collect(symbol, declared, handled), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(end => Report(end, declared, handled));
        });
    }

    private static void Collect(
        SymbolAnalysisContext context, ConcurrentBag<Declared> declared, ConcurrentDictionary<ISymbol, byte> handled)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        foreach (var handler in EventHandlerInterface.Of(type))
            handled.TryAdd(handler.Event, 0);
        foreach (var @event in ProcessModel.EventsOf(type))
            handled.TryAdd(@event, 0);
        if (type.Attribute("OnWebhookAttribute") is not { } attribute
            || attribute.ConstructorArguments.FirstOrDefault().Value is not string path)
            return;
        if (WhyNoPath(path) is { } why)
            context.Tell(Diagnostic.Create(Descriptors.WebhookPath, type.Locations[0], path, type.Name, why));
        if (WhyNoEvent(type) is { } flaw)
            context.Tell(Diagnostic.Create(Descriptors.WebhookOfNoEvent, type.Locations[0], type.Name, flaw));
        else
            declared.Add(new Declared(type, path, attribute.Named<string>("Type")));
    }

    private static string? WhyNoEvent(INamedTypeSymbol type) => type switch
    {
        _ when !type.AllInterfaces.Any(i => i.IsOurs("IEvent")) => "it does not implement IEvent",
        { IsGenericType: true } => "it is generic",
        { IsAbstract: true } => "it is abstract",
        _ => null,
    };

    private static string? WhyNoPath(string path)
    {
        if (!path.StartsWith("/", StringComparison.Ordinal))
            return "it does not begin with '/'";
        var segments = path.Substring(1).Split('/');
        if (segments.Count(segment => segment == CustomerPart) > 1)
            return $"it has {CustomerPart} twice";
        if (segments.FirstOrDefault(segment => segment != CustomerPart && !IsWord(segment)) is { } wrong)
            return wrong.Length == 0 ? "a segment is empty"
                : $"the segment '{wrong}' is neither {CustomerPart} nor lower-case letters, digits and hyphens";
        return segments[segments.Length - 1] == CustomerPart ? "its last segment does not name the webhook" : null;
    }

    private static bool IsWord(string segment) =>
        segment.Length > 0 && segment.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');

    private static void Report(
        CompilationAnalysisContext context, ConcurrentBag<Declared> declared, ConcurrentDictionary<ISymbol, byte> handled)
    {
        var ordered = declared.OrderBy(d => d.Event.ToDisplayString(), StringComparer.Ordinal).ToArray();
        // Where one has no type, it is every message that comes there.
        foreach (var path in ordered.GroupBy(d => d.Path, StringComparer.Ordinal))
        {
            foreach (var second in path.Skip(1))
            {
                var first = path.First(d => d == path.First() || d.Type == second.Type);
                if (path.Any(d => d.Type is null) || path.Count(d => d.Type == second.Type) > 1)
                    context.Tell(Diagnostic.Create(
                        Descriptors.SameWebhook, second.Event.Locations[0], second.Event.Name, first.Event.Name, path.Key));
            }
        }

        foreach (var one in ordered.Where(d => !handled.ContainsKey(d.Event)))
            context.Tell(Diagnostic.Create(Descriptors.UnhandledWebhook, one.Event.Locations[0], one.Event.Name, one.Path));
    }

    private sealed record Declared(INamedTypeSymbol Event, string Path, string? Type);
}
