using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Generators.Diagnostics;

/// <summary>Looks at a service as a whole: which messages are handled, by whom, and where they are reached.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Descriptors.TwoHandlers, Descriptors.NoHandler, Descriptors.RoutesClash, Descriptors.SameName,
        Descriptors.UnseenHandler, Descriptors.OpenHandler,
    ];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // A Contracts project knows no handlers, so it misses none.
            if (start.Compilation.GetTypeByMetadataName("TestDigitalPlatform.IQueryHandler`2") is null)
                return;
            var service = new HandledMessages();
            start.RegisterSymbolAction(symbol => Collect(symbol, service), SymbolKind.NamedType);
            start.RegisterCompilationEndAction(service.Report);
        });
    }

    private static void Collect(SymbolAnalysisContext context, HandledMessages service)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (Message.Of(type) is { } message)
            service.Add(message);
        foreach (var handler in HandlerInterface.Of(type))
            service.Add(handler);
        if (!HandlerInterface.Of(type).Any() && !EventHandlerInterface.Of(type).Any() && !CallModel.InterfacesOf(type).Any())
            return;
        if (WhyOpen(type) is { } open)
            context.Tell(Diagnostic.Create(Descriptors.OpenHandler, type.Locations[0], type.Name, open));
        Injection.Read(type, context.Compilation, out var flaw);
        if (flaw is not null)
            context.Tell(Diagnostic.Create(Descriptors.UnseenHandler, type.Locations[0], type.Name, flaw));
    }

    private static string? WhyOpen(INamedTypeSymbol handler) => handler switch
    {
        { DeclaredAccessibility: Accessibility.Public } => "public",
        { IsSealed: false } => "not sealed",
        _ => null,
    };

    /// <summary>What one compilation declares and handles.</summary>
    private sealed class HandledMessages
    {
        private readonly ConcurrentBag<HandlerInterface> handlers = [];
        private readonly ConcurrentBag<Message> declared = [];

        public void Add(HandlerInterface handler) => handlers.Add(handler);

        public void Add(Message message) => declared.Add(message);

        public void Report(CompilationAnalysisContext context)
        {
            // In the order of their names, so that the same code always gives the same errors.
            var ordered = handlers.OrderBy(h => h.Message.ToDisplayString(), StringComparer.Ordinal)
                .ThenBy(h => h.Handler.ToDisplayString(), StringComparer.Ordinal).ToArray();
            var once = ordered.GroupBy<HandlerInterface, ISymbol>(h => h.Message, SymbolEqualityComparer.Default)
                .Select(same => same.ToArray()).ToArray();
            foreach (var same in once)
                ReportTwice(context, same);
            var first = once.Select(same => same[0]).ToArray();
            ReportClashes(context, first);
            ReportNames(context, first);
            ReportUnhandled(
                context, new HashSet<ISymbol>(first.Select(h => h.Message), SymbolEqualityComparer.Default));
        }

        private static void ReportTwice(CompilationAnalysisContext context, HandlerInterface[] same)
        {
            foreach (var second in same.Skip(1))
                context.Tell(Diagnostic.Create(
                    Descriptors.TwoHandlers, second.Handler.Locations[0], second.Message.Name, same[0].Handler.Name));
        }

        private static void ReportClashes(CompilationAnalysisContext context, HandlerInterface[] handlers)
        {
            var routed = handlers.Select(h => (Handler: h, Route: OperationAttributes.Route(h.Message)))
                .Where(h => h.Route is not null);
            foreach (var same in routed.GroupBy(h => Shape(h.Route!)))
            {
                foreach (var (second, route) in same.Skip(1))
                    context.Tell(Diagnostic.Create(
                        Descriptors.RoutesClash, second.Handler.Locations[0],
                        same.First().Handler.Message.Name, second.Message.Name,
                        $"{OperationAttributes.MethodOf(route!)} {OperationAttributes.PathOf(route!)}"));
            }
        }

        private static string Shape(AttributeData route) =>
            $"{OperationAttributes.MethodOf(route)} {RouteTemplate.Shape(OperationAttributes.PathOf(route))}";

        private static void ReportNames(CompilationAnalysisContext context, HandlerInterface[] handlers)
        {
            foreach (var same in handlers.GroupBy(h => h.Message.Name, StringComparer.Ordinal))
            {
                foreach (var second in same.Skip(1))
                    context.Tell(Diagnostic.Create(
                        Descriptors.SameName, second.Handler.Locations[0],
                        same.First().Message.ToDisplayString(), second.Message.ToDisplayString()));
            }
        }

        private void ReportUnhandled(CompilationAnalysisContext context, HashSet<ISymbol> handled)
        {
            var messages = declared.Concat(Contracts(context.Compilation))
                .Where(m => OperationAttributes.Route(m.Type) is not null && !handled.Contains(m.Type)
                    && !m.Type.IsGenericType)
                .OrderBy(m => m.Type.ToDisplayString(), StringComparer.Ordinal);
            foreach (var message in messages)
            {
                var location = message.Type.Locations.FirstOrDefault(l => l.IsInSource) ?? Location.None;
                context.Tell(Diagnostic.Create(
                    Descriptors.NoHandler, location, message.Type.Name, message.Type.Name + "Handler"));
            }
        }

        // By convention, Requests serves what Requests.Contracts declares.
        private static IEnumerable<Message> Contracts(Compilation compilation) =>
            compilation.SourceModule.ReferencedAssemblySymbols
            .Where(a => a.Name == compilation.AssemblyName + ".Contracts")
            .SelectMany(a => Types(a.GlobalNamespace))
            .Select(Message.Of).OfType<Message>();

        private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
            container.GetMembers().OfType<INamespaceOrTypeSymbol>()
            .SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
    }
}
