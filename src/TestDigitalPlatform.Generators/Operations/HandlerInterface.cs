using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Operations;

/// <summary>One handler interface on one class: which message it handles, and how.</summary>
internal readonly record struct HandlerInterface(
    INamedTypeSymbol Handler, INamedTypeSymbol Implemented, HandlerKind Kind)
{
    public ITypeSymbol Message => Implemented.TypeArguments[0];

    public ITypeSymbol Answer => Implemented.TypeArguments[Implemented.TypeArguments.Length - 1];

    /// <summary>Whether a command is decided on something that has a version.</summary>
    public bool HasVersion => Kind is HandlerKind.CommandWithFetch && Implemented.TypeArguments[1].IsVersioned();

    public bool IsCommand => Kind is HandlerKind.Command or HandlerKind.CommandWithFetch;

    /// <summary>Cheap enough for every keystroke: a class with a base list.</summary>
    public static bool MayHandle(SyntaxNode node) =>
        node is ClassDeclarationSyntax { BaseList: not null } declared
            && !declared.Modifiers.Any(SyntaxKind.AbstractKeyword);

    /// <summary>
    /// The handler interfaces of a declared class; none for a part that is not its first, so that each class counts
    /// once.
    /// </summary>
    public static IEnumerable<HandlerInterface> Of(GeneratorSyntaxContext context, CancellationToken cancellationToken)
    {
        var handler = (INamedTypeSymbol?)context.SemanticModel.GetDeclaredSymbol(context.Node, cancellationToken);
        return handler is null
            || handler.DeclaringSyntaxReferences.First(HasBases).GetSyntax(cancellationToken) != context.Node
            ? []
            : Of(handler);
    }

    public static IEnumerable<HandlerInterface> Of(INamedTypeSymbol handler) =>
        handler is { TypeKind: TypeKind.Class, IsAbstract: false }
        ? handler.AllInterfaces
            .Where(i => KindOf(i) is not null)
            .Select(i => new HandlerInterface(handler, i, KindOf(i)!.Value))
        : [];

    private static HandlerKind? KindOf(INamedTypeSymbol type) => (type.Name, type.TypeArguments.Length) switch
    {
        ("IQueryHandler", 2) when type.IsOurs("IQueryHandler") => HandlerKind.Query,
        ("IQueryHandler", 3) when type.IsOurs("IQueryHandler") => HandlerKind.QueryWithProcess,
        ("ICommandHandler", 2) when type.IsOurs("ICommandHandler") => HandlerKind.Command,
        ("ICommandHandler", 3) when type.IsOurs("ICommandHandler") => HandlerKind.CommandWithFetch,
        _ => null,
    };

    internal static bool HasBases(SyntaxReference part) =>
        part.GetSyntax() is ClassDeclarationSyntax { BaseList: not null };
}
