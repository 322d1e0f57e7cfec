using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using TestDigitalPlatform.Generators.Diagnostics;

namespace TestDigitalPlatform.CodeFixes;

/// <summary>What most code fixes do: find the node that was told, and put another one in its place.</summary>
internal static class Mending
{
    /// <summary>What the analyzer would write instead; the empty text when it would not know.</summary>
    public static string SuggestionOf(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(Suggestion.Key, out var text) ? text ?? "" : "";

    /// <summary>The innermost node of a kind around what was told.</summary>
    public static async Task<T?> Find<T>(this CodeFixContext context, Diagnostic diagnostic)
        where T : SyntaxNode
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken);
        return root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<T>();
    }

    /// <summary>Offers to put a node in another's place.</summary>
    public static void Offer(
        this CodeFixContext context, Diagnostic diagnostic, string title, SyntaxNode old, Func<SyntaxNode> mended) =>
        context.RegisterCodeFix(
            CodeAction.Create(title, token => Replace(context.Document, old, mended(), token), title), diagnostic);

    public static async Task<Document> Replace(
        Document document, SyntaxNode old, SyntaxNode mended, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken);
        return document.WithSyntaxRoot(
            root!.ReplaceNode(old, mended.WithAdditionalAnnotations(Formatter.Annotation)));
    }

    /// <summary>The attribute of a declaration by its short name.</summary>
    public static AttributeSyntax? AttributeOf(this MemberDeclarationSyntax declared, Func<string, bool> isNamed) =>
        declared.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(
            attribute => isNamed(attribute.Name.ToString().Split('.').Last().Replace("Attribute", "")));
}
