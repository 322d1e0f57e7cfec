using System.Text.RegularExpressions;
using Docs.Tests.Pages;
using Microsoft.CodeAnalysis.Diagnostics;
using TestDigitalPlatform.Generators.Operations;

namespace Docs.Tests.Reference;

/// <summary>What the guides ask for and what is held by a machine is one list.</summary>
public sealed partial class RuleTests
{
    private static readonly Page Rules = Page.Of("docs/reference/rules.md");

    public static TheoryData<string> Guides => [.. Page.All.Select(page => page.Path).Where(IsGuide)];

    [Fact]
    public void Each_rule_of_the_compiler_is_listed_with_its_severity_and_each_listed_one_is_the_compilers()
    {
        var listed = Rules.Rows("rule").Where(row => row[2] is "error" or "warning" or "suggestion")
            .Select(row => $"{IdIn(row[1])} {row[2]}");
        var told = typeof(OperationGenerator).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(DiagnosticAnalyzer)) && !type.IsAbstract)
            .SelectMany(type => ((DiagnosticAnalyzer)Activator.CreateInstance(type)!).SupportedDiagnostics)
            .Select(rule => $"{rule.Id} {Severity(rule.DefaultSeverity.ToString())}");

        listed.Distinct().Order().ShouldBe(told.Distinct().Order());
    }

    [Fact]
    public void Each_row_says_who_holds_it()
    {
        var wrong = Rules.Rows("rule").Where(row => row[2] switch
        {
            "error" or "warning" or "suggestion" or "start" or "test" => IdIn(row[1]).Length == 0,
            "review" => row[1].Length > 0,
            _ => true,
        });

        wrong.Select(row => row[0]).ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Guides))]
    public void Each_thing_not_to_do_is_listed_for_its_guide(string guide)
    {
        var page = Page.Of(guide);
        var section = Section(page.Text.Split('\n')[0][2..]);

        page.Text.ShouldContain("](../reference/rules.md#", Case.Sensitive, $"{guide} leads to its rules.");
        section.Rows("rule").Select(row => row[0]).Where(IsForbidden).Order(StringComparer.Ordinal)
            .ShouldBe(Forbidden(page).Order(StringComparer.Ordinal), $"The rows of {guide} in docs/reference/rules.md");
    }

    private static bool IsGuide(string path) =>
        path.StartsWith("docs/guides/", StringComparison.Ordinal) && Page.Of(path).Text.Contains("\n## Do not\n");

    private static bool IsForbidden(string rule) => rule.StartsWith("Do not ", StringComparison.Ordinal);

    private static IEnumerable<string> Forbidden(Page guide) =>
        Bullet().Matches(guide.Text[guide.Text.IndexOf("\n## Do not\n", StringComparison.Ordinal)..])
            .Select(match => WhiteSpace().Replace(match.Groups["text"].Value.Replace("`", ""), " ").Trim());

    private static Page Section(string title)
    {
        var begin = Rules.Text.IndexOf($"\n## {title}\n", StringComparison.Ordinal);
        begin.ShouldBeGreaterThan(0, $"docs/reference/rules.md has the section '{title}'");
        var end = Rules.Text.IndexOf("\n## ", begin + 1, StringComparison.Ordinal);
        return new Page(Rules.Path, end < 0 ? Rules.Text[begin..] : Rules.Text[begin..end]);
    }

    private static string Severity(string severity) => severity switch
    {
        "Error" => "error",
        "Warning" => "warning",
        _ => "suggestion",
    };

    private static string IdIn(string cell) => Id().Match(cell).Value;

    [GeneratedRegex(@"TDP\d{4}")]
    private static partial Regex Id();

    [GeneratedRegex(@"(?m)^- (?<text>(.+\n?)((  .+)\n?)*)")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
