using System.Text.RegularExpressions;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Reference;

/// <summary>The codes that a caller's program may rely on.</summary>
public sealed partial class ProblemCodeTests
{
    [Fact]
    public void The_page_lists_each_code_that_the_platform_answers_with_and_no_other()
    {
        var listed = Page.Of("docs/reference/http.md").Rows("code").Select(row => row[0]);

        listed.Distinct().Order().ShouldBe(Written().Distinct().Order());
    }

    private static IEnumerable<string> Written() =>
        Made().Concat(Chosen()).OfType<string>().Where(code => Code().IsMatch(code));

    // new Problem(status, code, …), new Refusal(code, …), new FieldError(field, code, …), binding.Add(field, code, …)
    private static IEnumerable<string?> Made() =>
        from arguments in SourceCode.InPackages<ArgumentListSyntax>()
        let position = arguments.Parent switch
        {
            ObjectCreationExpressionSyntax { Type: var type } => PositionOf(type.ToString()),
            ImplicitObjectCreationExpressionSyntax implicitly => PositionOf(TypeOf(implicitly)),
            InvocationExpressionSyntax { Expression: var called } => PositionIn(called.ToString()),
            _ => -1,
        }
        where position >= 0 && arguments.Arguments.Count > position
        select SourceCode.Text(arguments.Arguments[position].Expression);

    // Methods that choose a code, and the tables that they choose from.
    private static IEnumerable<string?> Chosen() =>
        SourceCode.InPackages<MethodDeclarationSyntax>()
            .Where(method => method.Identifier.Text.StartsWith("CodeOf", StringComparison.Ordinal))
            .SelectMany(method => method.DescendantNodes().OfType<LiteralExpressionSyntax>())
            .Concat(SourceCode.InPackages<VariableDeclaratorSyntax>()
                .Where(variable => variable.Identifier.Text == "Kinds")
                .SelectMany(variable => variable.DescendantNodes().OfType<TupleExpressionSyntax>())
                .Select(tuple => (LiteralExpressionSyntax)tuple.Arguments[1].Expression))
            .Select(SourceCode.Text);

    private static int PositionOf(string? type) => type switch
    {
        "Refusal" => 0,
        "Problem" or "FieldError" or "InvalidInputException" => 1,
        _ => -1,
    };

    private static int PositionIn(string method) => method switch
    {
        "Invalid" or "Stop" => 0,
        "binding.Add" or "check.Add" or "Add" or "Refuse" or "Challenge" => 1,
        _ => -1,
    };

    // The nearest of what gives it its type: the variable, or the method that returns it.
    private static string? TypeOf(ImplicitObjectCreationExpressionSyntax creation) =>
        creation.Ancestors().Select(GivenType).FirstOrDefault(type => type is not null)?.ToString();

    private static TypeSyntax? GivenType(SyntaxNode node) => node switch
    {
        VariableDeclarationSyntax variable => variable.Type,
        MethodDeclarationSyntax method => method.ReturnType,
        PropertyDeclarationSyntax property => property.Type,
        _ => null,
    };

    [GeneratedRegex("^[a-z]+(_[a-z]+)*$")]
    private static partial Regex Code();
}
