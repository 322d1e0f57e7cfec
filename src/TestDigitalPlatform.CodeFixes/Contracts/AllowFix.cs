using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Says who may use an operation; the strictest answer comes first.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AllowFix)), Shared]
public sealed class AllowFix : CodeFixProvider
{
    private static readonly (string Title, string Attribute)[] Choices =
    [
        ("Allow Platform Administrators", "Allow(Role.PlatformAdministrator)"),
        ("Allow the customer roles", "Allow(Role.CustomerUser, Role.CustomerAdministrator)"),
        ("Allow every signed-in caller", "Allow"),
        ("Make it public", "Public"),
    ];

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1001"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<TypeDeclarationSyntax>(diagnostic) is not { } declared)
            return;
        foreach (var (title, attribute) in Choices)
            context.Offer(diagnostic, title, declared, () => With(declared, attribute));
    }

    // Beside the route, as the guides write it; a line of its own where there is no route yet.
    private static TypeDeclarationSyntax With(TypeDeclarationSyntax declared, string text)
    {
        var attribute = Parse(text);
        if (declared.AttributeLists.Count == 0)
            return declared.AddAttributeLists(SyntaxFactory.AttributeList([attribute]));
        var first = declared.AttributeLists[0];
        return declared.ReplaceNode(first, first.AddAttributes(attribute));
    }

    private static AttributeSyntax Parse(string text) =>
        SyntaxFactory.ParseCompilationUnit($"[{text}] class C;").DescendantNodes().OfType<AttributeSyntax>().First();
}
