using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Writes the declared permission that was probably meant.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PermissionFix)), Shared]
public sealed class PermissionFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1061"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var meant = Mending.SuggestionOf(diagnostic);
        if (meant.Length > 0 && await context.Find<ExpressionSyntax>(diagnostic) is { } written)
            context.Offer(
                diagnostic, $"Use {meant}", written,
                () => SyntaxFactory.ParseExpression(meant).WithTriviaFrom(written));
    }
}
