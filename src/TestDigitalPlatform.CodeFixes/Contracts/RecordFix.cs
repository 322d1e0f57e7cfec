using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Makes a message a sealed record.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordFix)), Shared]
public sealed class RecordFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1022"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<TypeDeclarationSyntax>(diagnostic) is { } declared and not InterfaceDeclarationSyntax)
            context.Offer(diagnostic, "Make it a sealed record", declared, () => Sealed(declared));
    }

    private static RecordDeclarationSyntax Sealed(TypeDeclarationSyntax declared)
    {
        // 'readonly' belongs to structs only.
        var modifiers = declared.Modifiers
            .Where(m => !m.IsKind(SyntaxKind.ReadOnlyKeyword) && !m.IsKind(SyntaxKind.SealedKeyword)).ToList();
        var keyword = SyntaxFactory.Token(SyntaxKind.SealedKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        var at = modifiers.TakeWhile(m => !m.IsKind(SyntaxKind.PartialKeyword)).Count();
        if (modifiers.Count == 0)
            keyword = keyword.WithLeadingTrivia(declared.Keyword.LeadingTrivia);
        modifiers.Insert(at, keyword);
        var lead = modifiers.Count == 1 ? SyntaxTriviaList.Empty : declared.Keyword.LeadingTrivia;
        return SyntaxFactory.RecordDeclaration(
            SyntaxKind.RecordDeclaration, declared.AttributeLists, SyntaxFactory.TokenList(modifiers),
            SyntaxFactory.Token(lead, SyntaxKind.RecordKeyword, SyntaxTriviaList.Create(SyntaxFactory.Space)),
            default, declared.Identifier, declared.TypeParameterList, declared.ParameterList, declared.BaseList,
            declared.ConstraintClauses, declared.OpenBraceToken, declared.Members, declared.CloseBraceToken,
            declared.SemicolonToken);
    }
}
