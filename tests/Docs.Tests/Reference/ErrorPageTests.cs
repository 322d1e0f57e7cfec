using System.Text.RegularExpressions;
using Docs.Tests.Pages;

namespace Docs.Tests.Reference;

public sealed partial class ErrorPageTests
{
    private static readonly IReadOnlyList<Page> Pages = [.. Page.All.Where(page => FileName().IsMatch(page.Path))];

    private static readonly string[] Sections = ["## Cause", "## Fix"];

    [Fact]
    public void Each_error_of_the_packages_has_a_page_and_each_page_an_error()
    {
        var used = Repository.Files("src", ".cs").Concat(Repository.Files("src", ".targets")).SelectMany(file => Id().Matches(File.ReadAllText(file)));

        Pages.Select(IdOf).Order().ShouldBe(used.Select(id => id.Value).Distinct().Order());
    }

    [Fact]
    public void Each_page_says_what_why_and_how_to_mend_it()
    {
        var incomplete = Pages.Where(page =>
            !page.Text.StartsWith($"# {IdOf(page)}: ", StringComparison.Ordinal)
            || Sections.Any(section => !page.Text.Contains(section)));

        incomplete.ShouldBeEmpty();
    }

    [Fact]
    public void The_list_of_errors_has_each_page_under_its_title()
    {
        var listed = Page.Of("docs/errors/README.md").Rows("id").Select(row => $"{row[0][1..8]}: {row[1]}");
        var titles = Pages.Select(page => page.Text.Split('\n')[0][2..].Replace("`", ""));

        listed.Order().ShouldBe(titles.Order());
    }

    private static string IdOf(Page page) => Id().Match(page.Path).Value;

    [GeneratedRegex(@"\bTDP\d{4}\b")]
    private static partial Regex Id();

    [GeneratedRegex(@"^docs/errors/TDP\d{4}\.md$")]
    private static partial Regex FileName();
}
