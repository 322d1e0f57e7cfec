using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Statements;

/// <summary>Cuts off the end of a statement that does not belong there: <c>order by</c>, <c>returning</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TailFix)), Shared]
public sealed class TailFix : CodeFixProvider
{
    // Up to the closing quotes; with values or parentheses within, somebody should look.
    private static readonly Regex Tail = new(
        @"\s+(?<word>order\s+by|limit|returning)\s[^{}()""]*?(?=\s*""+$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

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
            && Tail.Match(statement.Expression.ToString()) is { Success: true } tail)
            context.Offer(
                diagnostic, $"Remove '{tail.Groups["word"].Value} …'", statement.Expression,
                () => SyntaxFactory.ParseExpression(
                    statement.Expression.ToString().Remove(tail.Index, tail.Length)).WithTriviaFrom(statement));
    }
}
