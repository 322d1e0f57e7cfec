using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TestDigitalPlatform.CodeFixes.Handlers;

/// <summary>Says that what is thrown for can't be; what can be is a refusal, whose code somebody has to choose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnreachableFix)), Shared]
public sealed class UnreachableFix : CodeFixProvider
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["TDP1048"];

    /// <inheritdoc />
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc />
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        SyntaxNode? thrown = await context.Find<ThrowStatementSyntax>(diagnostic);
        thrown ??= await context.Find<ThrowExpressionSyntax>(diagnostic);
        var made = (thrown as ThrowStatementSyntax)?.Expression ?? (thrown as ThrowExpressionSyntax)?.Expression;
        if (made is ObjectCreationExpressionSyntax creation)
            context.Offer(diagnostic, "Throw an UnreachableException", creation, () => creation.WithType(
                SyntaxFactory.ParseTypeName("System.Diagnostics.UnreachableException").WithTriviaFrom(creation.Type)));
    }
}
