using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Gives a text a limit to begin with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LimitFix)), Shared]
public sealed class LimitFix : CodeFixProvider
{
    private const string Attribute = "System.ComponentModel.DataAnnotations.LengthAttribute";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1042"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await context.Find<ParameterSyntax>(diagnostic) is { } parameter)
            context.Offer(diagnostic, "Add [Length(1, 200)]", parameter, () => With(parameter));
        else if (await context.Find<PropertyDeclarationSyntax>(diagnostic) is { } property)
            context.Offer(diagnostic, "Add [Length(1, 200)]", property, () => With(property));
    }

    private static ParameterSyntax With(ParameterSyntax parameter) => parameter.AttributeLists.Count == 0
        ? parameter.AddAttributeLists(SyntaxFactory.AttributeList([Length()]).WithTrailingTrivia(SyntaxFactory.Space))
        : parameter.ReplaceNode(parameter.AttributeLists[0], parameter.AttributeLists[0].AddAttributes(Length()));

    private static PropertyDeclarationSyntax With(PropertyDeclarationSyntax property) =>
        property.AttributeLists.Count == 0
            ? property.AddAttributeLists(SyntaxFactory.AttributeList([Length()]))
            : property.ReplaceNode(property.AttributeLists[0], property.AttributeLists[0].AddAttributes(Length()));

    // The full name, which is made short where the namespace is at hand.
    private static AttributeSyntax Length() => SyntaxFactory.Attribute(
        SyntaxFactory.ParseName(Attribute).WithAdditionalAnnotations(Simplifier.Annotation),
        SyntaxFactory.ParseAttributeArgumentList("(1, 200)")!);
}
