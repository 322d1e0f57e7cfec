using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Rename;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Takes a message's kind out of its name, everywhere.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(NameFix)), Shared]
public sealed class NameFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1032"];

    // Renaming many at once would have each work on the solution as it was before the others.
    /// <inheritdoc />
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var name = Mending.SuggestionOf(diagnostic);
        if (await context.Find<TypeDeclarationSyntax>(diagnostic) is { } declared)
            context.RegisterCodeFix(
                CodeAction.Create($"Rename to {name}", token => Rename(context.Document, declared, name, token), name),
                diagnostic);
    }

    private static async Task<Solution> Rename(
        Document document, TypeDeclarationSyntax declared, string name, CancellationToken cancellationToken)
    {
        var model = await document.GetSemanticModelAsync(cancellationToken);
        return await Renamer.RenameSymbolAsync(
            document.Project.Solution,
            model!.GetDeclaredSymbol(declared, cancellationToken)!, new SymbolRenameOptions(), name, cancellationToken);
    }
}
