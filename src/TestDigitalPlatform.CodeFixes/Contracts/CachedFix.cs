using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Takes what is no event out of <c>[Cached]</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CachedFix)), Shared]
public sealed class CachedFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1047"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<AttributeArgumentSyntax>(diagnostic) is { Parent: AttributeArgumentListSyntax list } named)
            context.Offer(diagnostic, $"Remove {named}", list, () => list.WithArguments(list.Arguments.Remove(named)));
    }
}
