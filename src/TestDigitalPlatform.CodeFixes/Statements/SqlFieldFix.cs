using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Statements;

/// <summary>Makes a constant text that stands in <c>{}</c> a part of the statement.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SqlFieldFix)), Shared]
public sealed class SqlFieldFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1010"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<InterpolationSyntax>(diagnostic) is { Expression: IdentifierNameSyntax name } hole
            && hole.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } type
            && ConstantOf(type, name.Identifier.ValueText) is { } constant)
            context.Offer(diagnostic, "Declare it as Sql", constant, () => AsSql(constant));
    }

    private static FieldDeclarationSyntax? ConstantOf(TypeDeclarationSyntax type, string name) =>
        type.Members.OfType<FieldDeclarationSyntax>().FirstOrDefault(
            field => field.Modifiers.Any(SyntaxKind.ConstKeyword)
                && field.Declaration.Variables.All(variable => variable.Identifier.ValueText == name));

    private static FieldDeclarationSyntax AsSql(FieldDeclarationSyntax constant)
    {
        var keyword = constant.Modifiers.First(m => m.IsKind(SyntaxKind.ConstKeyword));
        return constant
            .WithModifiers(constant.Modifiers.ReplaceRange(
                keyword,
                [
                    SyntaxFactory.Token(SyntaxKind.StaticKeyword).WithTriviaFrom(keyword),
                    SyntaxFactory.Token(SyntaxKind.ReadOnlyKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                ]))
            .WithDeclaration(constant.Declaration.WithType(
                SyntaxFactory.IdentifierName("Sql").WithTriviaFrom(constant.Declaration.Type)));
    }
}
