using System.Text.RegularExpressions;
using Docs.Tests.Pages;

namespace Docs.Tests.Links;

public sealed partial class MapTests
{
    private static readonly Page Map = Page.Of("docs/README.md");

    [Fact]
    public void The_map_has_four_parts() =>
        Map.Sections.Select(section => section.Title).ShouldBe(["Learn", "Do", "Look up", "Understand"]);

    [Theory]
    [InlineData("Do", "guides/")]
    [InlineData("Look up", "reference/")]
    public void A_part_lists_the_pages_of_its_folder_and_no_others_of_it(string part, string folder) =>
        Listed(part).Where(page => page.StartsWith(folder, StringComparison.Ordinal)).Order()
            .ShouldBe(Written().Where(page => page.StartsWith(folder, StringComparison.Ordinal)).Order());

    // The pages of a list of their own (errors, decisions) are listed there.
    [Fact]
    public void Every_page_is_listed_once()
    {
        var ownLists = Written().Where(page => page.EndsWith("/README.md", StringComparison.Ordinal)).ToList();
        var expected = Written().Where(page => ownLists.All(list => page == list || Folder(page) != Folder(list)));

        Map.Sections.SelectMany(section => Listed(section.Title)).Order().ShouldBe(expected.Order());
    }

    private static IEnumerable<string> Written() => Page.All
        .Where(page => page.Path.StartsWith("docs/", StringComparison.Ordinal) && page.Path != Map.Path)
        .Select(page => page.Path["docs/".Length..]);

    private static IEnumerable<string> Listed(string part) =>
        Item().Matches(Map.Sections.Single(section => section.Title == part).Text).Select(item => item.Groups["page"].Value);

    private static string? Folder(string page) => Path.GetDirectoryName(page);

    [GeneratedRegex(@"(?m)^- \[[^\]]+\]\((?<page>[^)#]+)\)")]
    private static partial Regex Item();
}
