using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Flows;

/// <summary>Bodies of methods of this compilation, and what is made in them.</summary>
internal sealed class SourceMethods(Compilation compilation, CancellationToken cancellationToken)
{
    private const int MostMethods = 200;

    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];

    /// <summary>A method's body; <see langword="null"/> if it is not written in this compilation.</summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        if (method.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is not { } syntax
            || !compilation.ContainsSyntaxTree(syntax.SyntaxTree))
            return null;
        if (!models.TryGetValue(syntax.SyntaxTree, out var model))
            models[syntax.SyntaxTree] = model = compilation.GetSemanticModel(syntax.SyntaxTree);
        return model.GetOperation(syntax, cancellationToken);
    }

    /// <summary>The types of the events that a handler's decisions publish; <see langword="null"/> for one that can't be
    /// seen.</summary>
    public IReadOnlyList<ITypeSymbol?> Published(INamedTypeSymbol handler)
    {
        var found = new List<ITypeSymbol?>();
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var waiting = new Queue<IMethodSymbol>(handler.GetMembers("Decide").OfType<IMethodSymbol>());
        while (waiting.Count > 0 && seen.Count < MostMethods)
        {
            var method = waiting.Dequeue();
            if (!seen.Add(method.OriginalDefinition) || BodyOf(method) is not { } body)
                continue;
            foreach (var call in body.DescendantsAndSelf().OfType<IInvocationOperation>())
            {
                if (call.TargetMethod.Name is "Notify" or "Reply" && call.TargetMethod.ContainingType.IsOurs("Decision"))
                    found.AddRange(MadeIn(call.Arguments.FirstOrDefault()?.Value, IsEvent));
                else
                    waiting.Enqueue(call.TargetMethod);
            }
        }

        return found;
    }

    /// <summary>The steps of a workflow, in the order in which they are written, with the commands that undo them.</summary>
    public IEnumerable<(string Command, string Undo)> Steps(INamedTypeSymbol workflow)
    {
        var body = workflow.GetMembers("Steps").OfType<IMethodSymbol>().Select(BodyOf).FirstOrDefault(b => b is not null);
        foreach (var call in body?.Descendants().OfType<IInvocationOperation>() ?? [])
        {
            if (!call.TargetMethod.ContainingType.IsOurs("WorkflowStep"))
                continue;
            string Named(string parameter) => string.Join(" or ", MadeIn(
                call.Arguments.FirstOrDefault(a => a.Parameter?.Name == parameter && a.ArgumentKind is ArgumentKind.Explicit)?.Value,
                IsCommand).Select(type => type?.Name ?? "?"));
            yield return call.TargetMethod.Name == "Until" ? ("Until", "") : (Named("command"), Named("undo"));
        }
    }

    /// <summary>The types of the objects that a method returns.</summary>
    public IReadOnlyList<ITypeSymbol?> Returned(IMethodSymbol method, Func<ITypeSymbol, bool> isOne)
    {
        var found = new List<ITypeSymbol?>();
        if (BodyOf(method) is { } body)
            CollectReturned(method, body, isOne, found, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        return found;
    }

    /// <summary>The types of the objects in a list, or of one; <see langword="null"/> for one that can't be seen.</summary>
    /// <param name="operation">The list.</param>
    /// <param name="isOne">Whether a type is of the kind that is looked for.</param>
    public IReadOnlyList<ITypeSymbol?> MadeIn(IOperation? operation, Func<ITypeSymbol, bool> isOne)
    {
        var found = new List<ITypeSymbol?>();
        Collect(operation, isOne, found, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        return found;
    }

    public static bool IsEvent(ITypeSymbol type) => type.IsOurs("IEvent") || type.AllInterfaces.Any(i => i.IsOurs("IEvent"));

    public static bool IsCommand(ITypeSymbol type) =>
        type.IsOurs("IAnyCommand") || type.AllInterfaces.Any(i => i.IsOurs("IAnyCommand"));

    public static bool IsExternalCall(ITypeSymbol type) =>
        type.IsOurs("IAnyExternalCall") || type.AllInterfaces.Any(i => i.IsOurs("IAnyExternalCall"));

    private void Collect(IOperation? at, Func<ITypeSymbol, bool> isOne, List<ITypeSymbol?> found, HashSet<ISymbol> seen)
    {
        while (at is IConversionOperation conversion)
            at = conversion.Operand;
        switch (at)
        {
            case null or { ConstantValue: { HasValue: true, Value: null } }:
                return;
            case { Type: { } type } when isOne(type):
                CollectOne(at, type, isOne, found, seen);
                return;
            case ICollectionExpressionOperation list:
                foreach (var element in list.Elements)
                    Collect(element, isOne, found, seen);
                return;
            case ISpreadOperation spread:
                Collect(spread.Operand, isOne, found, seen);
                return;
            case IArrayCreationOperation { Initializer: { } given }:
                foreach (var element in given.ElementValues)
                    Collect(element, isOne, found, seen);
                return;
            case IConditionalOperation { WhenFalse: { } otherwise } choice:
                Collect(choice.WhenTrue, isOne, found, seen);
                Collect(otherwise, isOne, found, seen);
                return;
            case IInvocationOperation call when BodyOf(call.TargetMethod) is { } body:
                CollectReturned(call.TargetMethod, body, isOne, found, seen);
                return;
            default:
                // A query over a list, a list with an initializer: what is made within it.
                var made = at.Descendants().OfType<IObjectCreationOperation>().Select(o => o.Type!).Where(isOne).ToArray();
                if (made.Length > 0)
                    found.AddRange(made);
                else
                    found.Add(null);
                return;
        }
    }

    // Of a type that is concrete, nothing more has to be known.
    private void CollectOne(
        IOperation at, ITypeSymbol type, Func<ITypeSymbol, bool> isOne, List<ITypeSymbol?> found, HashSet<ISymbol> seen)
    {
        if (type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false })
            found.Add(type);
        else if (at is IConditionalOperation { WhenFalse: { } otherwise } choice)
        {
            Collect(choice.WhenTrue, isOne, found, seen);
            Collect(otherwise, isOne, found, seen);
        }
        else if (at is ISwitchExpressionOperation cases)
        {
            foreach (var arm in cases.Arms)
                Collect(arm.Value, isOne, found, seen);
        }
        else if (at is IInvocationOperation call && BodyOf(call.TargetMethod) is { } body)
            CollectReturned(call.TargetMethod, body, isOne, found, seen);
        else if (at is not IThrowOperation)
            found.Add(null);
    }

    private void CollectReturned(
        IMethodSymbol method, IOperation body, Func<ITypeSymbol, bool> isOne, List<ITypeSymbol?> found, HashSet<ISymbol> seen)
    {
        if (!seen.Add(method.OriginalDefinition))
            return;
        foreach (var returned in body.Descendants().OfType<IReturnOperation>())
            Collect(returned.ReturnedValue, isOne, found, seen);
    }
}
