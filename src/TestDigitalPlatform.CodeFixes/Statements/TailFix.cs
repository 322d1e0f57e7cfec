using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.CodeFixes.Statements;

/// <summary>Cuts off the end of a statement that does not belong there: <c>order by</c>, <c>returning</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TailFix)), Shared]
public sealed class TailFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1035", "TDP1038"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<ArgumentSyntax>(diagnostic) is
            { Expression: LiteralExpressionSyntax or InterpolatedStringExpressionSyntax } statement
            && Tail(statement.Expression) is { } tail)
            context.Offer(
                diagnostic, $"Remove '{tail.Word} …'", statement.Expression,
                () => SyntaxFactory.ParseExpression(
                    statement.Expression.ToString().Remove(tail.Start, tail.End - tail.Start)).WithTriviaFrom(statement));
    }

    // With values or parentheses within, somebody should look.
    private static (string Word, int Start, int End)? Tail(ExpressionSyntax statement)
    {
        var tokens = WrittenSql.Tokens(statement);
        var plain = tokens.FindLastIndex(
            token => token.Depth > 0 || token.Kind == SqlTokenKind.Parameter || token.Is(")")) + 1;
        var begin = plain >= tokens.Count
            ? -1
            : tokens.FindIndex(Math.Max(1, plain), token => token.Keyword is "order" or "limit" or "returning");
        if (begin < 0)
            return null;
        var word = tokens[begin].Is("order") ? "order by" : tokens[begin].Text;
        return (word, tokens[begin - 1].End, tokens[tokens.Count - 1].End);
    }
}
