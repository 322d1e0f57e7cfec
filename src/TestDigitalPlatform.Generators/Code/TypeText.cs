using Microsoft.CodeAnalysis;

namespace TestDigitalPlatform.Generators.Code;

/// <summary>How types are written in generated code.</summary>
internal static class TypeText
{
    private static readonly SymbolDisplayFormat Annotated = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary><c>global::Acme.Orders.Order</c>, without a <c>?</c> at its own end.</summary>
    public static string Full(this ITypeSymbol type) =>
        type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(Annotated);

    /// <summary>The same with the <c>?</c> of a nullable reference.</summary>
    public static string FullAnnotated(this ITypeSymbol type) => type.ToDisplayString(Annotated);

    /// <summary><c>Acme.Orders.Order</c>, for messages and file names.</summary>
    public static string Plain(this ITypeSymbol type) =>
        type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat
            .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters));
}
