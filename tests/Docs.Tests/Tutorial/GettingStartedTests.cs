using System.Text.Json;
using Docs.Tests.Pages;

namespace Docs.Tests.Tutorial;

public sealed class GettingStartedTests
{
    private static readonly Page GettingStarted = Page.Of("docs/getting-started.md");

    // PostgreSQL from npm comes without it.
    private static readonly bool HasPsql = SearchPath.Has("psql");

    [Fact]
    public async Task What_the_page_tells_to_type_gives_what_the_page_shows()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The page's commands are for a Unix shell.");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var host = await ReferenceHost.Start(cancellationToken);
        // The first block starts what runs already.
        var steps = Steps().Skip(1).Where(step => HasPsql || !step.Typed.Contains("psql")).ToList();

        var written = await Shell.Run(steps.Select(step => Adapt(step.Typed, host)), cancellationToken);

        foreach (var (step, output) in steps.Zip(written))
            Compare(step.Shown, output);
    }

    private static IEnumerable<(string Typed, Block? Shown)> Steps()
    {
        var blocks = GettingStarted.Blocks;
        for (var i = 0; i < blocks.Count; i++)
        {
            if (blocks[i].Language != "bash")
                continue;
            var next = i + 1 < blocks.Count ? blocks[i + 1] : null;
            yield return (blocks[i].Text, next is { Language: "bash" } ? null : next);
        }
    }

    // The same words, for the folder and the ports of this run.
    private static string Adapt(string typed, ReferenceHost host) => typed
        .Replace("./tdp token", $"dotnet '{Built.Program("Tdp", "tdp")}' token --data '{host.DataFolder}'")
        .Replace("http://127.0.0.1:8082", host.Requests)
        .Replace(".tdp/postgres", $"{host.DataFolder}/postgres")
        .Replace("-p 45423", $"-p {host.DatabasePort}");

    private static void Compare(Block? shown, string output)
    {
        if (shown is null)
            return;
        if (shown.Language == "json")
            Shape(output).ShouldBe(Shape(shown.Text), $"line {shown.Line}");
        else if (shown.Text.StartsWith("HTTP/", StringComparison.Ordinal))
            Likeness.Heads(shown.Text).Except(Likeness.Heads(output)).ShouldBeEmpty($"line {shown.Line}: {output}");
        else
            Titles(output).ShouldStartWith(Titles(shown.Text));
    }

    private static string Shape(string json) => Likeness.Shape(JsonDocument.Parse(json).RootElement);

    // The first line of psql's table: its columns, without the padding.
    private static string Titles(string table) =>
        string.Join('|', table.Trim().Split('\n')[0].Split('|', StringSplitOptions.TrimEntries));
}
