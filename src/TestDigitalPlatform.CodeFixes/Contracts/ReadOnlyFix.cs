using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Makes a member of a message one that stays as it was sent.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReadOnlyFix)), Shared]
public sealed class ReadOnlyFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1023"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var suggestion = Mending.SuggestionOf(diagnostic);
        var property = await context.Find<PropertyDeclarationSyntax>(diagnostic);
        if (suggestion == "init" && SetterOf(property) is { } setter)
            context.Offer(diagnostic, "Use 'init'", setter, () => InitOnly(setter));
        else if (suggestion is not ("" or "init")
            && (property?.Type ?? (await context.Find<ParameterSyntax>(diagnostic))?.Type) is { } type)
            context.Offer(
                diagnostic, $"Use {suggestion}", type,
                () => SyntaxFactory.ParseTypeName(suggestion).WithTriviaFrom(type));
    }

    private static AccessorDeclarationSyntax? SetterOf(PropertyDeclarationSyntax? property) =>
        property?.AccessorList?.Accessors.FirstOrDefault(a => a.IsKind(SyntaxKind.SetAccessorDeclaration));

    private static AccessorDeclarationSyntax InitOnly(AccessorDeclarationSyntax setter) =>
        SyntaxFactory.AccessorDeclaration(
            SyntaxKind.InitAccessorDeclaration, setter.AttributeLists, setter.Modifiers,
            SyntaxFactory.Token(SyntaxKind.InitKeyword).WithTriviaFrom(setter.Keyword),
            setter.Body, setter.ExpressionBody, setter.SemicolonToken).WithTriviaFrom(setter);
}
