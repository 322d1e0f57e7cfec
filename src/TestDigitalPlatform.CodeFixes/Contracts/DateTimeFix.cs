using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Contracts;

/// <summary>Gives an instant its offset.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DateTimeFix)), Shared]
public sealed class DateTimeFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1026"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (Mending.SuggestionOf(diagnostic) is not { Length: > 0 } instead)
            return;
        var holder = (await context.Find<PropertyDeclarationSyntax>(diagnostic))?.Type
            ?? (await context.Find<ParameterSyntax>(diagnostic))?.Type;
        var type = holder?.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .FirstOrDefault(name => name.Identifier.ValueText == "DateTime");
        if (type is not null)
            context.Offer(
                diagnostic, $"Use {instead}", type,
                () => SyntaxFactory.IdentifierName(instead).WithTriviaFrom(type));
    }
}
