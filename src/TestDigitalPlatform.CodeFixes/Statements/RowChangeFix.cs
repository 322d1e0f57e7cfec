using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TestDigitalPlatform.Generators.Statements;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.CodeFixes.Statements;

/// <summary>Says of a statement what it does to rows.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RowChangeFix)), Shared]
public sealed class RowChangeFix : CodeFixProvider
{
    private const string OfAll = "Use Insert, Change and ChangeAny";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1095"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var call = await context.Find<InvocationExpressionSyntax>(diagnostic);
        if (call?.Expression is not MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name })
            return;
        if (name.Identifier.ValueText is "Store" or "StoreAny")
        {
            context.RegisterCodeFix(
                CodeAction.Create(OfAll, token => Replaced(context.Document, call, token), OfAll), diagnostic);
            return;
        }

        foreach (var fitting in Mending.SuggestionOf(diagnostic).Split(' '))
            context.Offer(diagnostic, $"Use {fitting}", name, () => Named(name, fitting));
    }

    // The type of what a call that does not compile returns is not known, so only the first of a chain is told.
    private static async Task<Document> Replaced(
        Document document, InvocationExpressionSyntax first, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken);
        var names = new Dictionary<IdentifierNameSyntax, string>();
        for (var call = first; call is not null; call = (call.Parent as MemberAccessExpressionSyntax)?.Parent as InvocationExpressionSyntax)
        {
            if (call is
                {
                    Expression: MemberAccessExpressionSyntax
                    {
                        Name: IdentifierNameSyntax { Identifier.ValueText: "Store" or "StoreAny" } name,
                    },
                    ArgumentList.Arguments: { Count: > 0 } given,
                })
                names[name] = Fitting(name.Identifier.ValueText, StatementText.Of(given[0].Expression, model!));
        }

        var root = await document.GetSyntaxRootAsync(cancellationToken);
        return document.WithSyntaxRoot(root!.ReplaceNodes(names.Keys, (name, _) => Named(name, names[name])));
    }

    private static string Fitting(string said, string text)
    {
        var fitting = RowChangeForm.Fitting(SqlShape.Of(text));
        return said == "StoreAny" ? fitting[fitting.Length - 1] : fitting[0];
    }

    private static IdentifierNameSyntax Named(IdentifierNameSyntax name, string said) =>
        name.WithIdentifier(SyntaxFactory.Identifier(said).WithTriviaFrom(name.Identifier));
}
