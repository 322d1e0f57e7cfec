using System.Text.RegularExpressions;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Docs.Tests.Reference;

public sealed partial class TelemetryTests
{
    private static readonly Page TelemetryPage = Page.Of("docs/reference/telemetry.md");

    [Fact]
    public void The_page_names_each_figure_and_attribute_of_ours_and_no_other()
    {
        var written = SourceCode.InPackages<LiteralExpressionSyntax>()
            .Where(literal => literal.IsKind(SyntaxKind.StringLiteralExpression))
            .Select(literal => literal.Token.ValueText)
            .Where(text => Name().IsMatch(text) && !IsSomethingElse(text));

        TelemetryPage.Spans.Where(span => Name().IsMatch(span)).Distinct().Order().ShouldBe(written.Distinct().Order());
    }

    [Fact]
    public void The_page_names_each_step_that_has_a_span()
    {
        var steps = SourceCode.InPackages<InvocationExpressionSyntax>()
            .Where(call => call.Expression.ToString().EndsWith("PlatformTelemetry.Step", StringComparison.Ordinal))
            .Select(call => SourceCode.Text(call.ArgumentList.Arguments[0].Expression)!)
            .Distinct();

        steps.Except(TelemetryPage.Spans).ShouldBeEmpty();
    }

    // The settings of a service's database begin the same way, and a service's file.
    private static bool IsSomethingElse(string name) => name is "tdp.customer" or "tdp.open" or "tdp.json";

    [GeneratedRegex(@"^tdp(\.[a-z_]+)+$")]
    private static partial Regex Name();
}
