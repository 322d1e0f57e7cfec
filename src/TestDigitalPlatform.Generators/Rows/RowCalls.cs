using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Symbols;

namespace TestDigitalPlatform.Generators.Rows;

/// <summary>Finds the calls that read rows: <c>db.One&lt;T&gt;</c>, <c>Find</c>, <c>List</c>, <c>Page</c> and <c>Follow</c>.</summary>
internal static class RowCalls
{
    public static bool MayRead(SyntaxNode node) =>
        node is InvocationExpressionSyntax
        {
            ArgumentList.Arguments.Count: > 0,
            Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: { } name },
        } && IsRead(name);

    /// <summary>
    /// The type that a call reads rows into; <see langword="null"/> when it reads none, or plain values.
    /// </summary>
    public static ITypeSymbol? RowType(IMethodSymbol? method) =>
        method is { IsGenericMethod: true, TypeArguments.Length: 1 } && IsRead(method.Name)
        && (method.ContainingType.IsOurs("Db") || method.ContainingType.IsOurs("DbBatch"))
        && method.TypeArguments[0] is var type
        && type.TypeKind != TypeKind.Error
        && !type.IsColumn()
            ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            : null;

    private static bool IsRead(string name) => name is "One" or "Find" or "List" or "Page" or "Follow";
}
