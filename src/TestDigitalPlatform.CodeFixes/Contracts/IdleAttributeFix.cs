using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Removes an attribute that means nothing where it stands.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(IdleAttributeFix)), Shared]
public sealed class IdleAttributeFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1050"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<AttributeSyntax>(diagnostic) is not { Parent: AttributeListSyntax list } attribute)
            return;
        var title = $"Remove [{attribute.Name}]";
        if (list.Attributes.Count > 1)
            context.Offer(diagnostic, title, list, () => list.WithAttributes(list.Attributes.Remove(attribute)));
        else if (list.Parent is TypeDeclarationSyntax declared)
            context.Offer(diagnostic, title, declared, () => declared
                .RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!.WithLeadingTrivia(declared.GetLeadingTrivia()));
    }
}
