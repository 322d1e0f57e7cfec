using System.Text.RegularExpressions;
using Docs.Tests.Pages;

namespace Docs.Tests.Links;

public sealed partial class LinkTests
{
    [Fact]
    public void Every_link_leads_to_a_file_of_the_repository_and_to_a_heading_of_it()
    {
        var broken =
            from page in Page.All
            from Match match in Link().Matches(page.Prose)
            let target = match.Groups["target"].Value
            where !Elsewhere().IsMatch(target) && !LeadsSomewhere(page, target)
            select $"{page}: {target}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Every_page_of_the_documentation_can_be_reached_from_its_map()
    {
        var reached = new HashSet<string>();
        Visit("docs/README.md");

        var written = Page.All.Select(page => page.Path).Where(path => path.StartsWith("docs/", StringComparison.Ordinal));
        written.Except(reached).ShouldBeEmpty();

        void Visit(string path)
        {
            if (!reached.Add(path))
                return;
            var pages = Targets(Page.Of(path)).Where(target => target.EndsWith(".md", StringComparison.Ordinal));
            foreach (var next in pages)
                Visit(next);
        }
    }

    private static IEnumerable<string> Targets(Page page) => Link().Matches(page.Prose)
        .Select(match => match.Groups["target"].Value)
        .Where(target => !Elsewhere().IsMatch(target) && !target.StartsWith('#'))
        .Select(target => Repository.Relative(FileOf(page, target.Split('#')[0])));

    private static bool LeadsSomewhere(Page page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? Repository.At(page.Path) : FileOf(page, parts[0]);
        if (parts.Length == 1)
            return File.Exists(file) || Directory.Exists(file);
        return File.Exists(file) && Anchors(File.ReadAllText(file)).Contains(parts[1]);
    }

    private static string FileOf(Page page, string target) =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Repository.At(page.Path))!, target));

    // As the forges make them: small letters, spaces to hyphens, everything else but letters and digits left out.
    private static IEnumerable<string> Anchors(string text) => Heading().Matches(text)
        .Select(match => match.Groups["title"].Value.Trim().ToLowerInvariant())
        .Select(title => NoAnchor().Replace(title, "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\(<?(?<target>[^)\s>]+)")]
    private static partial Regex Link();

    [GeneratedRegex("^[a-z]+:")]
    private static partial Regex Elsewhere();

    [GeneratedRegex(@"(?m)^#+ (?<title>.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();
}
