using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;
using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Unattended;

/// <summary>Holds what a service sends by itself against the rights that its identities declare.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServiceIdentityAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Descriptors.UndeclaredMessage, Descriptors.WrongIdentity, Descriptors.SendingHandler];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            var names = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
            start.RegisterSymbolAction(symbol => AnalyzeType(symbol, names), SymbolKind.NamedType);
            start.RegisterOperationAction(AnalyzeCall, OperationKind.Invocation);
        });
    }

    private static void AnalyzeType(SymbolAnalysisContext context, ConcurrentDictionary<string, string> names)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (ServiceIdentityOf.Read(type) is { } identity)
        {
            foreach (var (why, how) in identity.Flaws())
                Tell(context, type, why, how);
            var first = names.GetOrAdd(identity.Name, type.Name);
            if (first != type.Name)
                Tell(context, type, $"'{first}' is named '{identity.Name}' too", "give each a name of its own");
        }

        foreach (var parameter in type.InstanceConstructors.SelectMany(c => c.Parameters))
            AnalyzeParameter(context, type, parameter);
    }

    private static void AnalyzeParameter(SymbolAnalysisContext context, INamedTypeSymbol type, IParameterSymbol parameter)
    {
        if (!parameter.Type.IsOurs("IPlatformSender"))
            return;
        if (HandlerInterface.Of(type).Any() || EventHandlerInterface.Of(type).Any())
            context.Tell(Diagnostic.Create(Descriptors.SendingHandler, parameter.Locations[0], type.Name));
        else if (WorkerOf(parameter.Type) is { } worker && ServiceIdentityOf.Read(worker) is null)
            Tell(context, worker, "it declares none", "add [ServiceIdentity(…)] with a name, a role and the messages");
    }

    // sender.Send(new CloseOrder(…)), sender.For(customer).Query(new ListOrders())
    private static void AnalyzeCall(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("Send" or "Query") || !call.TargetMethod.ContainingType.IsOurs("IPlatformSender")
            || context.ContainingSymbol.ContainingType is not { } caller || MessageOf(call) is not { } message)
            return;
        var worker = WorkerOf(call.Instance?.Type) ?? Outermost(caller);
        if (ServiceIdentityOf.Read(worker) is { } identity && !identity.Names(message))
            context.Tell(Diagnostic.Create(
                Descriptors.UndeclaredMessage, call.Syntax.GetLocation(), worker.Name, message.Name));
    }

    private static INamedTypeSymbol? MessageOf(IInvocationOperation call)
    {
        var sent = call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value;
        while (sent is IConversionOperation conversion)
            sent = conversion.Operand;
        return sent?.Type is INamedTypeSymbol type && Message.Of(type) is not null ? type : null;
    }

    // The T of IPlatformSender<T>.
    private static INamedTypeSymbol? WorkerOf(ITypeSymbol? sender) =>
        sender is INamedTypeSymbol { TypeArguments.Length: 1 } named ? named.TypeArguments[0] as INamedTypeSymbol : null;

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } around)
            type = around;
        return type;
    }

    private static void Tell(SymbolAnalysisContext context, INamedTypeSymbol worker, string why, string how)
    {
        if (worker.Locations.FirstOrDefault(l => l.IsInSource) is { } place)
            context.Tell(Diagnostic.Create(Descriptors.WrongIdentity, place, worker.Name, why, how));
    }
}
