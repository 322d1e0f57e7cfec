using System.Diagnostics;
using System.Globalization;

namespace Tdp.Steps;

/// <summary>
/// A piece of long work: says what it does and for how long, and shows a program's output only when it fails.
/// </summary>
internal static class Step
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstBeatWithoutTerminal = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BeatWithoutTerminal = TimeSpan.FromSeconds(30);

    public static async Task Command(
        string title, IReadOnlyList<string> command, Repository repository, CancellationToken cancellationToken,
        BuildProgress? progress = null)
    {
        var output = new List<string>();
        var exitCode = 0;
        await Do(
            title,
            async () => exitCode = await Run.Lines(command, repository.Root, Take, cancellationToken),
            () => progress?.Text);
        if (exitCode != 0)
            throw new StepFailedException($"{title} failed ({exitCode}):{Environment.NewLine}{Readable(output)}");

        void Take(string line)
        {
            progress?.Read(line);
            output.Add(line);
        }
    }

    /// <summary>Builds a project or the solution.</summary>
    public static async Task Build(
        string title, string project, Repository repository, CancellationToken cancellationToken)
    {
        using var compiler = new CompilerServer();
        await Command(
            title,
            [
                "dotnet", "build", project, "-c", "Release", "-v", "m", "-nodeReuse:false", "-nologo", "-clp:NoSummary",
                .. compiler.Properties.Select(property => $"-p:{property.Key}={property.Value}"),
            ],
            repository,
            cancellationToken,
            project == repository.Solution
                ? new BuildProgress(repository.SolutionSize())
                : BuildProgress.OfProject(project));
    }

    public static Task Do(string title, Func<Task> work) => Do(title, work, () => null);

    private static async Task Do(string title, Func<Task> work, Func<string?> doing)
    {
        var watch = Stopwatch.StartNew();
        var terminal = !Console.IsErrorRedirected;
        if (terminal)
            Show(terminal, $"{title} …");

        var done = work();
        var beat = terminal ? Beat : FirstBeatWithoutTerminal;
        while (await Task.WhenAny(done, Task.Delay(beat)) != done)
        {
            Show(terminal, $"{title} … {Seconds(watch.Elapsed)}{(doing() is { } now ? $", {now}" : "")}");
            beat = terminal ? Beat : BeatWithoutTerminal;
        }

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
        string.Join(
            Environment.NewLine, output.Where(line => line.Length > 0 && !BuildProgress.IsProgress(line)).Distinct());
}
