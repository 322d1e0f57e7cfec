using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Writes an id as an id is written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IdFix)), Shared]
public sealed class IdFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1008"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        // With members of its own it may be something else that was meant.
        if (await context.Find<TypeDeclarationSyntax>(diagnostic) is
            { Members.Count: 0, Parent: not TypeDeclarationSyntax } id)
            context.Offer(diagnostic, "Make it an id type", id, () => Written(id));
    }

    private static RecordDeclarationSyntax Written(TypeDeclarationSyntax id)
    {
        var visibility = string.Concat(id.Modifiers
            .Where(m => m.IsKind(SyntaxKind.PublicKeyword) || m.IsKind(SyntaxKind.InternalKeyword))
            .Select(m => m.Text + " "));
        var record = (RecordDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
            $"{visibility}readonly partial record struct {id.Identifier.Text}(Guid Value);")!;
        return record.WithAttributeLists(id.AttributeLists).WithTriviaFrom(id);
    }
}
