using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TestDigitalPlatform.Generators.Code;

/// <summary>
/// The one place that writes a name of a team's into generated code: with <c>@</c> where it is a word of C#, and from
/// <c>global::</c> on where it is a type's.
/// </summary>
internal static class Name
{
    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat Metadata = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary><c>@class</c>; <c>Title</c> as it is.</summary>
    public static string Escaped(this string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None
            || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
                ? "@" + name
                : name;

    /// <summary><c>global::Acme.Orders.Order</c>, without a <c>?</c> at its own end.</summary>
    public static string Full(this ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Annotated);

    /// <summary>The same with the <c>?</c> of a nullable reference.</summary>
    public static string FullAnnotated(this ITypeSymbol type) => type.ToDisplayString(Annotated);

    /// <summary>A namespace as it is declared: <c>Acme.@event</c>; empty for the global one.</summary>
    public static string Declared(this INamespaceSymbol space) => space.IsGlobalNamespace
        ? ""
        : string.Join(".", space.Parts().Select(Escaped));

    /// <summary>A namespace as metadata and files name it: <c>Acme.event</c>.</summary>
    public static string Plain(this INamespaceSymbol space) => space.ToDisplayString(Metadata);

    /// <summary><c>Acme.Orders.Order</c>, for messages and file names.</summary>
    public static string Plain(this ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat
            .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters));

    private static IEnumerable<string> Parts(this INamespaceSymbol space) => space.IsGlobalNamespace
        ? []
        : space.ContainingNamespace.Parts().Append(space.Name);
}
