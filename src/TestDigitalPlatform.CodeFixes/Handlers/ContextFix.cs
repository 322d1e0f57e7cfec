using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Handlers;

/// <summary>Takes time and ids from the context: <c>context.Now</c>, <c>context.NewId&lt;OrderId&gt;()</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ContextFix)), Shared]
public sealed class ContextFix : CodeFixProvider
{
    private const string Clock = "TDP1018";
    private const string Chance = "TDP1019";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Clock, Chance];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var suggestion = Mending.SuggestionOf(diagnostic);
        if (await context.Find<ExpressionSyntax>(diagnostic) is not { } told
            || !Knows(told, suggestion.Split('.')[0]))
            return;
        if (diagnostic.Id == Clock && told is MemberAccessExpressionSyntax && IsInstant(told))
            Offer(context, diagnostic, told, suggestion);
        else if (diagnostic.Id == Chance && told is InvocationExpressionSyntax guid
            && IdAround(guid) is var (id, whole))
            Offer(context, diagnostic, whole, $"{suggestion}.NewId<{id}>()");
    }

    private static void Offer(CodeFixContext context, Diagnostic diagnostic, ExpressionSyntax old, string text) =>
        context.Offer(
            diagnostic, $"Use {text}", old, () => SyntaxFactory.ParseExpression(text).WithTriviaFrom(old));

    // Now and UtcNow have the context's form; a count of ticks has not.
    private static bool IsInstant(ExpressionSyntax told) =>
        told is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Now" or "UtcNow" };

    // In a method that is called by Decide the context has to be handed over first.
    private static bool Knows(ExpressionSyntax told, string context) =>
        told.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
        && method.ParameterList.Parameters.Any(p => p.Identifier.ValueText == context);

    /// <summary><c>new OrderId(Guid.NewGuid())</c> and <c>OrderId.From(Guid.NewGuid())</c>.</summary>
    private static (string Id, ExpressionSyntax Whole)? IdAround(InvocationExpressionSyntax guid) =>
        guid.Parent?.Parent?.Parent switch
        {
            ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 } made => (made.Type.ToString(), made),
            InvocationExpressionSyntax
            {
                ArgumentList.Arguments.Count: 1,
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "From" } from,
            } made => (from.Expression.ToString(), made),
            _ => null,
        };
}
