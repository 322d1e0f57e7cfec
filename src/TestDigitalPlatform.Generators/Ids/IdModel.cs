using Microsoft.CodeAnalysis;
using TestDigitalPlatform.Generators.Code;

namespace TestDigitalPlatform.Generators.Ids;

/// <summary>One id to complete.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="FullName">Its name from <c>global::</c> on.</param>
/// <param name="Namespace">Where it lives; empty for the global namespace.</param>
/// <param name="Outer">The types around it, outermost first, as <c>partial record struct Name</c>.</param>
internal sealed record IdModel(string Name, string FullName, string Namespace, Sequence<string> Outer)
{
    public static IdModel? From(INamedTypeSymbol id, CancellationToken cancellationToken)
    {
        if (IdShape.Flaw(id, cancellationToken) is not null)
            return null;
        var outer = new Stack<string>();
        for (var type = id.ContainingType; type is not null; type = type.ContainingType)
            outer.Push($"partial {Keyword(type)} {type.Name.Escaped()}");
        return new IdModel(
            id.Name,
            id.Full(),
            id.ContainingNamespace.Declared(),
            outer.ToSequence());
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };
}
