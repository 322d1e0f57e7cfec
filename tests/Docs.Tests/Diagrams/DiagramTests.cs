using Docs.Tests.Pages;

namespace Docs.Tests.Diagrams;

public sealed class DiagramTests
{
    [Fact]
    public async Task Every_diagram_can_be_drawn()
    {
        var diagrams = Page.All
            .SelectMany(page => page.In("mermaid").Select(block => (Page: page, Block: block)))
            .ToList();

        var wrong = await Mermaid.Parse(diagrams.Select(d => d.Block.Text), TestContext.Current.CancellationToken);

        diagrams.Zip(wrong).Where(d => d.Second is not null)
            .Select(d => $"{d.First.Page}:{d.First.Block.Line}: {d.Second}").ShouldBeEmpty();
    }
}
