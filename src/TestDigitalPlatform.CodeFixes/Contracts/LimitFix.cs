using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Gives a text, or a list of an event, a limit to begin with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LimitFix)), Shared]
public sealed class LimitFix : CodeFixProvider
{
    private const string OfList = "TDP1072";
    private const string Attributes = "System.ComponentModel.DataAnnotations.";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1042", OfList];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        var (name, arguments) = diagnostic.Id == OfList ? ("MaxLength", "(100)") : ("Length", "(1, 200)");
        var (title, limit) = ($"Add [{name}{arguments}]", Limit(name, arguments));
        if (await context.Find<ParameterSyntax>(diagnostic) is { } parameter)
            context.Offer(diagnostic, title, parameter, () => With(parameter, limit));
        else if (await context.Find<PropertyDeclarationSyntax>(diagnostic) is { } property)
            context.Offer(diagnostic, title, property, () => With(property, limit));
    }

    private static ParameterSyntax With(ParameterSyntax parameter, AttributeSyntax limit) => parameter.AttributeLists.Count == 0
        ? parameter.AddAttributeLists(SyntaxFactory.AttributeList([limit]).WithTrailingTrivia(SyntaxFactory.Space))
        : parameter.ReplaceNode(parameter.AttributeLists[0], parameter.AttributeLists[0].AddAttributes(limit));

    private static PropertyDeclarationSyntax With(PropertyDeclarationSyntax property, AttributeSyntax limit) =>
        property.AttributeLists.Count == 0
            ? property.AddAttributeLists(SyntaxFactory.AttributeList([limit]))
            : property.ReplaceNode(property.AttributeLists[0], property.AttributeLists[0].AddAttributes(limit));

    // The full name, which is made short where the namespace is at hand.
    private static AttributeSyntax Limit(string name, string arguments) => SyntaxFactory.Attribute(
        SyntaxFactory.ParseName($"{Attributes}{name}Attribute").WithAdditionalAnnotations(Simplifier.Annotation),
        SyntaxFactory.ParseAttributeArgumentList(arguments)!);
}
