using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Writes a route as all routes are written.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RouteFix)), Shared]
public sealed class RouteFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1016"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var route = Mending.SuggestionOf(diagnostic);
        var attribute = await context.Find<AttributeSyntax>(diagnostic);
        if (attribute?.ArgumentList?.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax path)
            context.Offer(
                diagnostic, $"Write '{route}'", path,
                () => SyntaxFactory.LiteralExpression(
                    SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(route)).WithTriviaFrom(path));
    }
}
