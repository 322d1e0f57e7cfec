using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Gives a query GET, and a command one of the methods that change something.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MethodFix)), Shared]
public sealed class MethodFix : CodeFixProvider
{
    private static readonly string[] Changing = ["Post", "Put", "Patch", "Delete"];

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1012"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<TypeDeclarationSyntax>(diagnostic) is not { } declared
            || declared.AttributeOf(name => name == "Get" || Changing.Contains(name)) is not { } route)
            return;
        var methods = route.Name.ToString() is "Get" or "GetAttribute" ? Changing : ["Get"];
        foreach (var method in methods)
            context.Offer(
                diagnostic, $"Use [{method}]", route, () => route.WithName(SyntaxFactory.IdentifierName(method)));
    }
}
