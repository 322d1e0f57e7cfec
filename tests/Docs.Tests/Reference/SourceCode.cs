using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Reference;

/// <summary>The C# of the repository, read once.</summary>
internal static class SourceCode
{
    internal static IReadOnlyList<CompilationUnitSyntax> OfPackages { get; } = Parse("src");

    internal static IReadOnlyList<CompilationUnitSyntax> OfEverything { get; } =
        [.. OfPackages, .. Parse("samples"), .. Parse("build"), .. Parse("tests")];

    internal static IEnumerable<T> InPackages<T>()
        where T : SyntaxNode => OfPackages.SelectMany(unit => unit.DescendantNodes().OfType<T>());

    /// <summary>The text of a constant expression; <see langword="null"/> for anything else.</summary>
    internal static string? Text(ExpressionSyntax? expression) =>
        expression.IsKind(SyntaxKind.StringLiteralExpression) ? ((LiteralExpressionSyntax)expression).Token.ValueText : null;

    private static CompilationUnitSyntax[] Parse(string folder) =>
    [
        .. Repository.Files(folder, ".cs")
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)))
            .Select(tree => (CompilationUnitSyntax)tree.GetRoot()),
    ];
}
