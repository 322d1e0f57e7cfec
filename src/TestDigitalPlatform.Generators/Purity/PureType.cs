using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.Generators.Purity;

/// <summary>What the methods of one type do, and which of them have to be pure.</summary>
internal sealed class PureType(IReadOnlyList<IMethodSymbol> pure)
{
    private readonly ConcurrentBag<(IMethodSymbol Method, Impurity Impurity, Location At)> found = [];
    private readonly ConcurrentBag<(IMethodSymbol Caller, IMethodSymbol Called)> calls = [];

    public void Look(OperationAnalysisContext context)
    {
        if (context.ContainingSymbol is not IMethodSymbol method)
            return;
        if (context.Operation is IInvocationOperation { TargetMethod: var called }
            && SymbolEqualityComparer.Default.Equals(called.ContainingType, method.ContainingType))
            calls.Add((method, called.OriginalDefinition));
        if (Impurity.Of(context.Operation) is { } impurity)
            found.Add((method, impurity, context.Operation.Syntax.GetLocation()));
    }

    public void Report(SymbolAnalysisContext context)
    {
        var reached = Reached();
        foreach (var (method, impurity, at) in found)
        {
            if (reached.TryGetValue(method, out var root))
                context.Tell(impurity.Tell(root, method, at));
        }
    }

    /// <summary>Each method that is called by a pure one, directly or not, with the pure one that calls it.</summary>
    private Dictionary<IMethodSymbol, IMethodSymbol> Reached()
    {
        var reached = new Dictionary<IMethodSymbol, IMethodSymbol>(SymbolEqualityComparer.Default);
        var called = calls.ToLookup<(IMethodSymbol Caller, IMethodSymbol Called), ISymbol, IMethodSymbol>(
            call => call.Caller, call => call.Called, SymbolEqualityComparer.Default);
        foreach (var root in pure)
        {
            var waiting = new Stack<IMethodSymbol>([root]);
            while (waiting.Count > 0)
            {
                var method = waiting.Pop();
                if (reached.ContainsKey(method))
                    continue;
                reached.Add(method, root);
                foreach (var next in called[method])
                    waiting.Push(next);
            }
        }

        return reached;
    }
}
