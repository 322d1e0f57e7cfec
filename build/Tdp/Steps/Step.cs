using System.Diagnostics;
using System.Globalization;

namespace Tdp.Steps;

/// <summary>
/// A piece of long work: says what it does and for how long, and shows a program's output only when it fails.
/// </summary>
internal static class Step
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BeatWithoutTerminal = TimeSpan.FromSeconds(30);

    public static async Task Command(
        string title, IReadOnlyList<string> command, Repository repository, CancellationToken cancellationToken)
    {
        var output = new List<string>();
        var exitCode = 0;
        await Do(
            title, async () => exitCode = await Run.Lines(command, repository.Root, output.Add, cancellationToken));
        if (exitCode != 0)
            throw new StepFailedException($"{title} failed ({exitCode}):{Environment.NewLine}{Readable(output)}");
    }

    public static Task Build(
        string title, string project, Repository repository, CancellationToken cancellationToken) =>
        Command(
            title,
            ["dotnet", "build", project, "-c", "Release", "-v", "q", "-nodeReuse:false", "-nologo", "-clp:NoSummary"],
            repository,
            cancellationToken);

    public static async Task Do(string title, Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        var terminal = !Console.IsErrorRedirected;
        if (terminal)
            Show(terminal, $"{title} …");

        var done = work();
        while (await Task.WhenAny(done, Task.Delay(terminal ? Beat : BeatWithoutTerminal)) != done)
            Show(terminal, $"{title} … {Seconds(watch.Elapsed)}");

        var outcome = done.IsCompletedSuccessfully ? "" : " (stopped)";
        Show(terminal, $"{title}: {Seconds(watch.Elapsed)}{outcome}", last: true);
        await done;
    }

    public static string Seconds(TimeSpan elapsed) =>
        elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";

    // On standard error, so that what a command prints as its answer can be piped on.
    private static void Show(bool terminal, string text, bool last = false)
    {
        if (terminal)
            Console.Error.Write($"\r\e[K{text}{(last ? "\n" : "")}");
        else
            Console.Error.WriteLine(text);
    }

    // MSBuild says each error twice, once where it happens and once at the end.
    private static string Readable(IEnumerable<string> output) =>
        string.Join(Environment.NewLine, output.Where(line => line.Length > 0).Distinct());
}
