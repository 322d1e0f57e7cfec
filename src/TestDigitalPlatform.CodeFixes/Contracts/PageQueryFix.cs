using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>
/// Makes a list a page: <c>IQuery&lt;IReadOnlyList&lt;Order&gt;&gt;</c> is <c>PageQuery&lt;Order&gt;</c>.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PageQueryFix)), Shared]
public sealed class PageQueryFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1005"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var declared = await context.Find<RecordDeclarationSyntax>(diagnostic);
        // Only a class that has no base yet can get one.
        if (declared?.BaseList?.Types is { Count: 1 } bases
            && bases[0] is { Type: GenericNameSyntax { Identifier.ValueText: "IQuery" } query } only
            && ItemOf(query.TypeArgumentList.Arguments[0]) is { } item)
            context.Offer(
                diagnostic, $"Derive from PageQuery<{item}>", only.Type,
                () => SyntaxFactory.ParseTypeName($"PageQuery<{item}>").WithTriviaFrom(only.Type));
    }

    private static TypeSyntax? ItemOf(TypeSyntax answer) => answer switch
    {
        ArrayTypeSyntax array => array.ElementType,
        GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } items } => items[0],
        _ => null,
    };
}
