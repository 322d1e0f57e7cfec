using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.Generators.Ids;

/// <summary>
/// What an id must look like: <c>readonly partial record struct Name(Guid Value)</c>, in partial types only.
/// </summary>
internal static class IdShape
{
    public const string Attribute = "TestDigitalPlatform.IdAttribute";

    /// <summary>What is wrong with the declaration; <see langword="null"/> when nothing is.</summary>
    public static string? Flaw(INamedTypeSymbol id, CancellationToken cancellationToken)
    {
        if (!id.IsRecord)
            return "it is not a record struct";
        if (!id.IsReadOnly)
            return "it is not readonly";
        if (id.IsGenericType)
            return "it has type parameters";
        if (!IsPartial(id, cancellationToken))
            return "it is not partial";
        for (var outer = id.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsGenericType)
                return $"{outer.Name} around it has type parameters";
            if (!IsPartial(outer, cancellationToken))
                return $"{outer.Name} around it is not partial";
        }

        return HasValue(id, cancellationToken) ? null : "its only parameter is not 'Guid Value'";
    }

    private static bool HasValue(INamedTypeSymbol id, CancellationToken cancellationToken) =>
        Declarations(id, cancellationToken).Any(d => d is RecordDeclarationSyntax { ParameterList.Parameters.Count: 1 })
        && id.InstanceConstructors.Any(c => c.Parameters.Length == 1
            && c.Parameters[0] is { Name: "Value", Type: { Name: "Guid", ContainingNamespace.Name: "System" } });

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        Declarations(type, cancellationToken).All(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<TypeDeclarationSyntax> Declarations(
        INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>();
}
