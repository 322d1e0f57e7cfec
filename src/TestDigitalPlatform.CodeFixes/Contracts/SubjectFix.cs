using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Takes an event's subject out of its JSON.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SubjectFix)), Shared]
public sealed class SubjectFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1041"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<PropertyDeclarationSyntax>(diagnostic) is { } subject)
            context.Offer(diagnostic, "Implement IEvent.Subject explicitly", subject, () => Explicit(subject));
    }

    private static PropertyDeclarationSyntax Explicit(PropertyDeclarationSyntax subject) => subject
        .WithModifiers(default)
        .WithExplicitInterfaceSpecifier(
            SyntaxFactory.ExplicitInterfaceSpecifier(SyntaxFactory.IdentifierName("IEvent")))
        .WithLeadingTrivia(subject.GetLeadingTrivia());
}
