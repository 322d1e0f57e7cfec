using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace TestDigitalPlatform.CodeFixes.Statements;

/// <summary>Adds a missing column to the select list of a statement that is written in the call.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ColumnFix)), Shared]
public sealed class ColumnFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1017", "TDP1046"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            var statement = (await context.Find<ArgumentSyntax>(diagnostic))?.Expression;
            var column = Mending.SuggestionOf(diagnostic);
            if (statement is not null && EndOfList(statement) is { } end)
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Select {column}",
                        token => Insert(context.Document, statement.SpanStart + end, ", " + column, token),
                        column),
                    diagnostic);
        }
    }

    // With several, as in a union, somebody should look.
    private static int? EndOfList(ExpressionSyntax statement)
    {
        var tokens = WrittenSql.Tokens(statement);
        var from = tokens.FindIndex(token => token.Depth == 0 && token.Is("from"));
        return from > 0 && from == tokens.FindLastIndex(token => token.Depth == 0 && token.Is("from"))
            ? tokens[from - 1].End
            : null;
    }

    private static async Task<Document> Insert(
        Document document, int at, string text, CancellationToken cancellationToken)
    {
        var source = await document.GetTextAsync(cancellationToken);
        return document.WithText(source.WithChanges(new TextChange(new TextSpan(at, 0), text)));
    }
}
