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
        await using var host = await ReferenceHost.Start();
        await using var terminal = new Terminal();

        // The first block starts what runs already.
        foreach (var step in Step.Of(GettingStarted).Skip(1).Where(step => HasPsql || !step.Block.Text.Contains("psql")))
        {
            var written = await terminal.Type(Adapt(step.Block.Text, host));
            written.ExitCode.ShouldBe(0, $"line {step.Block.Line}: {written.Output}");
            Likeness.Check(step.Shown, written.Output);
        }
    }

    // The same words, for the folder and the ports of this run.
    private static string Adapt(string typed, ReferenceHost host) => typed
        .Replace("./tdp token", $"dotnet '{Built.Program("Tdp", "tdp")}' token")
        .Replace("http://127.0.0.1:8082", host.Requests)
        .Replace(".tdp/postgres", $"{host.DataFolder}/postgres")
        .Replace("-p 45423", $"-p {host.DatabasePort}");
}
