using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Ids;

/// <summary>
/// What an id must look like: <c>readonly partial record struct Name(Guid Value)</c>, in partial types only.
/// </summary>
internal static class IdShape
{
    public const string Attribute = "TestDigitalPlatform.IdAttribute";

    /// <summary>How the files of the other halves end.</summary>
    public const string File = ".Id.g.cs";

    /// <summary>What is wrong with the declaration; <see langword="null"/> when nothing is.</summary>
    public static string? Flaw(INamedTypeSymbol id, CancellationToken cancellationToken)
    {
        if (!id.IsRecord || !id.IsValueType)
            return "it is not a record struct";
        if (!id.IsReadOnly)
            return "it is not readonly";
        if (id.IsGenericType)
            return "it has type parameters";
        if (id.IsWithinFile())
            return "it is a file-local type";
        if (!IsPartial(id, cancellationToken))
            return "it is not partial";
        for (var outer = id.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsGenericType)
                return $"its containing type {outer.Name} has type parameters";
            if (!IsPartial(outer, cancellationToken))
                return $"its containing type {outer.Name} is not partial";
        }

        if (!HasValue(id, cancellationToken))
            return "its only parameter is not 'Guid Value'";
        return id.GetMembers().FirstOrDefault(IsWrittenAlready) is { } member
            ? $"it declares '{member.Name}', which is generated"
            : null;
    }

    // The other half has these; a second of the same kind would not compile, in code that the team can't change.
    private static bool IsWrittenAlready(ISymbol member) =>
        member is IMethodSymbol { IsImplicitlyDeclared: false, MethodKind: MethodKind.Ordinary } method
        && method.DeclaringSyntaxReferences.All(r => !r.SyntaxTree.FilePath.EndsWith(File, StringComparison.Ordinal))
        && method.Name switch
        {
            "From" => HasTypes(method, "Guid"),
            "Parse" => HasTypes(method, "String", "IFormatProvider") || HasTypes(method, "ReadOnlySpan", "IFormatProvider"),
            "TryParse" => method.Parameters.Length == 3,
            "TryFormat" => method.Parameters.Length == 4,
            "ToString" => method.Parameters.IsEmpty || HasTypes(method, "String", "IFormatProvider"),
            _ => false,
        };

    private static bool HasTypes(IMethodSymbol method, params string[] types) =>
        method.Parameters.Select(p => p.Type.Name).SequenceEqual(types);

    private static bool HasValue(INamedTypeSymbol id, CancellationToken cancellationToken) =>
        Declarations(id, cancellationToken).Any(d => d is RecordDeclarationSyntax { ParameterList.Parameters.Count: 1 })
        && id.InstanceConstructors.Any(c => c.Parameters.Length == 1
            && c.Parameters[0] is { Name: "Value", Type: var type } && type.IsGuid());

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        Declarations(type, cancellationToken).All(d => d.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<TypeDeclarationSyntax> Declarations(
        INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Select(r => r.GetSyntax(cancellationToken)).OfType<TypeDeclarationSyntax>();
}
