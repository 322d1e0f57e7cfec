using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>One event handler interface on one class: which event it handles, and how.</summary>
internal readonly record struct EventHandlerInterface(INamedTypeSymbol Handler, INamedTypeSymbol Implemented)
{
    public ITypeSymbol Event => Implemented.TypeArguments[0];

    public bool Fetches => Implemented.TypeArguments.Length == 2;

    /// <summary>
    /// The interfaces of a declared class; none for a part that is not its first, so that each class counts once.
    /// </summary>
    public static IEnumerable<EventHandlerInterface> Of(
        GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var handler = (INamedTypeSymbol?)context.SemanticModel.GetDeclaredSymbol(context.Node, cancellationToken);
        return handler is null
            || handler.DeclaringSyntaxReferences.First(HandlerInterface.HasBases).GetSyntax(cancellationToken) != context.Node
            ? []
            : Of(handler);
    }

    public static IEnumerable<EventHandlerInterface> Of(INamedTypeSymbol handler) =>
        handler is { TypeKind: TypeKind.Class, IsAbstract: false }
        ? handler.AllInterfaces
            .Where(i => i.Name == "IEventHandler" && i.TypeArguments.Length is 1 or 2 && i.IsOurs("IEventHandler"))
            .Select(i => new EventHandlerInterface(handler, i))
        : [];
}
