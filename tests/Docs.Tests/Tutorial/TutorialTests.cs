using Docs.Tests.Pages;
using TestDigitalPlatform.Tests.Shared.Packages;

namespace Docs.Tests.Tutorial;

public sealed class TutorialTests
{
    private static readonly Page Tutorial = Page.Of("docs/tutorial.md");

    [Fact]
    public async Task A_newcomer_who_does_what_the_page_says_gets_what_the_page_shows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page's commands are for a Unix shell.");
        using var machine = await NewMachine.Make(knowsFeed: false);
        await using (var newcomer = await Newcomer.On(machine))
        {
            foreach (var step in Step.Of(Tutorial))
                await newcomer.Do(step);
        }

        // Written by a PostgreSQL that runs, removed by one that was stopped in order.
        Directory.EnumerateFiles(machine.Folder, "postmaster.pid", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public void The_way_in_of_the_first_page_is_the_tutorials()
    {
        var typed = Tutorial.In("bash").SelectMany(block => block.Text.Split('\n')).Select(Command).ToList();
        var shown = Page.Of("README.md").In("text").First().Text.Split('\n');

        shown.Except(typed).ShouldBeEmpty();
    }

    // The sources stand for themselves in one page, and in variables of the shell in the other.
    private static string Command(string line) => line
        .Replace("$FEED", "<feed>", StringComparison.Ordinal)
        .Replace("$OTHERS", "<others>", StringComparison.Ordinal);
}
