using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Handlers;

/// <summary>Returns a refusal instead of throwing it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RefuseFix)), Shared]
public sealed class RefuseFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1039"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<MethodDeclarationSyntax>(diagnostic) is not { Identifier.ValueText: "Decide" })
            return;
        SyntaxNode? thrown = await context.Find<ThrowStatementSyntax>(diagnostic);
        thrown ??= await context.Find<ThrowExpressionSyntax>(diagnostic);
        if (thrown is ThrowStatementSyntax { Expression: { } made } statement && RefusalIn(made) is { } refusal)
            context.Offer(diagnostic, "Return Decision.Refuse(…)", statement, () => SyntaxFactory.ParseStatement(
                $"return Decision.Refuse({refusal});").WithTriviaFrom(statement));
        else if (thrown is ThrowExpressionSyntax expression && RefusalIn(expression.Expression) is { } refused)
            context.Offer(diagnostic, "Return Decision.Refuse(…)", expression, () => SyntaxFactory.ParseExpression(
                $"Decision.Refuse({refused})").WithTriviaFrom(expression));
    }

    private static ExpressionSyntax? RefusalIn(ExpressionSyntax thrown) =>
        thrown is ObjectCreationExpressionSyntax
        {
            Type: IdentifierNameSyntax { Identifier.ValueText: "RefusedException" },
            ArgumentList.Arguments: { Count: 1 } given,
        }
            ? given[0].Expression
            : null;
}
