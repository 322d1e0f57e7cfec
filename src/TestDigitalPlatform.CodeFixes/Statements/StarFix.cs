using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Rows;

namespace TestDigitalPlatform.CodeFixes.Statements;

/// <summary>Names the columns that the record of a call needs.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StarFix)), Shared]
public sealed class StarFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1034"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<ArgumentSyntax>(diagnostic) is not
            { Expression: LiteralExpressionSyntax or InterpolatedStringExpressionSyntax } statement
            || statement.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call
            || Star(statement.Expression) is not { } star
            || await Columns(context, call) is not { } columns)
            return;
        context.Offer(
            diagnostic, $"Select {columns}", statement.Expression,
            () => SyntaxFactory.ParseExpression(statement.Expression.ToString().Remove(star, 1).Insert(star, columns))
                .WithTriviaFrom(statement.Expression));
    }

    // With several, somebody should look which.
    private static int? Star(ExpressionSyntax statement)
    {
        var tokens = WrittenSql.Tokens(statement);
        var stars = Enumerable.Range(1, Math.Max(0, tokens.Count - 1))
            .Where(i => tokens[i].Is("*") && tokens[i - 1].Is("select")).ToArray();
        return stars.Length == 1 ? tokens[stars[0]].Start : null;
    }

    private static async Task<string?> Columns(CodeFixContext context, InvocationExpressionSyntax call)
    {
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken);
        var method = model?.GetSymbolInfo(call, context.CancellationToken).Symbol as IMethodSymbol;
        return RowCalls.RowType(method) is { } type && RowShape.Read(type, model!.Compilation, out _) is { } row
            ? string.Join(", ", row.Arguments.Concat(row.Required).Select(member => member.Column))
            : null;
    }
}
