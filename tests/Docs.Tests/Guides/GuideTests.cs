using Docs.Tests.Pages;

namespace Docs.Tests.Guides;

public sealed class GuideTests
{
    [Fact]
    public void Each_guide_ends_with_what_not_to_do()
    {
        var guides = Page.All.Where(page => page.Path.StartsWith("docs/guides/", StringComparison.Ordinal)).ToList();

        guides.ShouldNotBeEmpty();
        guides.Where(guide => guide.Sections[^1].Title != "Do not").ShouldBeEmpty();
        guides.Where(guide => !guide.Sections[^1].Text.Contains("\n- Do not ", StringComparison.Ordinal)).ShouldBeEmpty();
    }
}
