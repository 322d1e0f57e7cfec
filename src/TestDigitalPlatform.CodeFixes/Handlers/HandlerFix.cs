using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Handlers;

/// <summary>Makes a handler internal and sealed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HandlerFix)), Shared]
public sealed class HandlerFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1025"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<TypeDeclarationSyntax>(diagnostic) is { } handler)
            context.Offer(diagnostic, "Make it internal sealed", handler, () => Closed(handler));
    }

    private static TypeDeclarationSyntax Closed(TypeDeclarationSyntax handler)
    {
        var kept = handler.Modifiers.Where(m => !IsReplaced(m.Kind()));
        var modifiers = SyntaxFactory.TokenList(
            [
                Token(SyntaxKind.InternalKeyword), Token(SyntaxKind.SealedKeyword),
                .. kept.Select(m => m.WithLeadingTrivia()),
            ]);
        var lead = handler.Modifiers.Count > 0 ? handler.Modifiers[0].LeadingTrivia : handler.Keyword.LeadingTrivia;
        return handler.WithKeyword(handler.Keyword.WithLeadingTrivia())
            .WithModifiers(modifiers.Replace(modifiers[0], modifiers[0].WithLeadingTrivia(lead)));
    }

    private static bool IsReplaced(SyntaxKind modifier) => modifier is
        SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.SealedKeyword;

    private static SyntaxToken Token(SyntaxKind kind) =>
        SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);
}
