using System.Text.RegularExpressions;
using Docs.Tests.Pages;
using TestDigitalPlatform.Tests.Shared.Packages;

namespace Docs.Tests.Tutorial;

/// <summary>Does what the tutorial says, step by step, on a machine that has none of our packages.</summary>
internal sealed partial class Newcomer : IAsyncDisposable
{
    // What the page says; here it is called otherwise.
    private const string PagesFeed = "<a folder or an address>";
    private const string PagesSource = "<the name of your default NuGet source>";
    private const string PagesAddress = "http://localhost:5080";

    private readonly NewMachine machine;
    private readonly string source;
    private readonly Terminal terminal;
    private Background? service;
    private string address = PagesAddress;

    private Newcomer(NewMachine machine, string source) =>
        (this.machine, this.source, terminal) = (machine, source, new Terminal(machine.StartInfo("")));

    internal static async Task<Newcomer> On(NewMachine machine) =>
        new(machine, (await MachineSources.Read())[0].Name);

    internal async Task Do(Step step)
    {
        var text = step.Block.Text;
        if (step.File is not null)
            await File.WriteAllTextAsync(Path.Combine(await Folder(), step.File), text);
        else if (text.StartsWith("dotnet run ", StringComparison.Ordinal))
            Likeness.Check(step.Shown, Paged(await StartService(text)));
        else
            await Type(step);
    }

    /// <summary>Ctrl-C, where it runs.</summary>
    internal async Task StopService()
    {
        if (service is not null)
            await service.DisposeAsync();
        service = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopService();
        await terminal.DisposeAsync();
    }

    private async Task Type(Step step)
    {
        // The page says to stop what runs before it is built again.
        if (Builds().IsMatch(step.Block.Text))
            await StopService();

        var written = await terminal.Type(Here(step.Block.Text));

        var isToFail = step.Shown?.Text.Contains(": error ", StringComparison.Ordinal) is true;
        (written.ExitCode != 0).ShouldBe(isToFail, $"line {step.Block.Line}: {written.Output}");
        Likeness.Check(step.Shown, Paged(written.Output));
    }

    private async Task<string> StartService(string typed)
    {
        string[] arguments = [.. typed.Trim().Split(' ').Skip(1), "--", "--urls", "http://127.0.0.1:0"];
        // It passes SIGTERM on to the service; Ctrl-C in a terminal reaches both.
        service = await Background.Start(
            machine.StartInfo(await Folder(), arguments), ready: "Application started", stop: "TERM");
        address = service.Told(Listening());
        return service.Said;
    }

    private async Task<string> Folder() => (await terminal.Type("pwd")).Output;

    private string Here(string typed) => typed
        .Replace(PagesFeed, machine.Feed.Folder, StringComparison.Ordinal)
        .Replace(PagesSource, source, StringComparison.Ordinal)
        .Replace(PagesAddress, address, StringComparison.Ordinal);

    private string Paged(string written) => written.Replace(address, PagesAddress, StringComparison.Ordinal);

    [GeneratedRegex("^dotnet (build|test)", RegexOptions.Multiline)]
    private static partial Regex Builds();

    [GeneratedRegex(@"Now listening on: (?<what>http://\S+)")]
    private static partial Regex Listening();
}
