using System.Collections.Immutable;
using System.Composition;
using System.Text.RegularExpressions;
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
    private static readonly Regex Star = new(
        @"(?<=\bselect\s+)\*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

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
            || Star.Matches(statement.ToString()).Count != 1
            || await Columns(context, call) is not { } columns)
            return;
        context.Offer(
            diagnostic, $"Select {columns}", statement.Expression,
            () => SyntaxFactory.ParseExpression(Star.Replace(statement.Expression.ToString(), columns))
                .WithTriviaFrom(statement.Expression));
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
