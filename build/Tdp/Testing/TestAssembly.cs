using System.Diagnostics;
using Tdp.Steps;

namespace Tdp.Testing;

/// <summary>One test project, run as the program that it is.</summary>
internal sealed class TestAssembly(Repository repository, string project)
{
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    public string Name { get; } = Path.GetFileNameWithoutExtension(project);

    /// <summary>
    /// Projects run two at a time, except one that says otherwise: its tests depend on how soon something happens.
    /// </summary>
    public bool RunsAlone { get; } =
        File.ReadAllText(project).Contains("<RunsAlone>true</RunsAlone>", StringComparison.Ordinal);

    public static IReadOnlyList<TestAssembly> All(Repository repository) =>
        [.. repository.Projects("tests")
            .Where(project => project.EndsWith(".Tests.csproj", StringComparison.Ordinal))
            .Select(project => new TestAssembly(repository, project))];

    public async Task<Tally> Run(TestOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var report = new TestReport(failure => say($"  ✗ {failure}"), TimeProvider.System);
        if (File.Exists(repository.Program(Name)))
            await Run(report, options, cancellationToken);
        else
            report.Fail($"{Name} was not built. Is it in the solution? dotnet sln add {repository.Relative(project)}");

        if (report.Tally != default)
            say($"  {Name}: {report.Tally} ({Step.Seconds(watch.Elapsed)})");

        return report.Tally;
    }

    private async Task Run(TestReport report, TestOptions options, CancellationToken cancellationToken)
    {
        using var tooQuiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var watch = new Timer(
            _ => EndTheQuiet(report, options, tooQuiet), state: null, dueTime: WatchInterval, period: WatchInterval);
        var log = repository.At("artifacts", "test-results", $"{Name}.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(log)!);
        try
        {
            await using var writer = new StreamWriter(log);
            var exitCode = await Steps.Run.Lines(Command(options), repository.Root, Read, tooQuiet.Token);
            if (!report.IsComplete)
                report.Fail($"{Name} exited with {exitCode} before its tests ended.{During(report)}{Said(report)}");

            void Read(string line)
            {
                writer.WriteLine(line);
                report.Read(line);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            report.Fail($"{Name} was stopped: no output for {options.Silence.TotalSeconds:0} s.{During(report)}");
        }
    }

    private static void EndTheQuiet(TestReport report, TestOptions options, CancellationTokenSource tooQuiet)
    {
        if (report.Silence > options.Silence)
            tooQuiet.Cancel();
    }

    private string[] Command(TestOptions options) =>
    [
        "dotnet", repository.Program(Name), "-reporter", "json", "-noAutoReporters", "-noColor",
        .. options.Arguments(),
    ];

    private static string During(TestReport report) => report.InFlight.Count == 0
        ? ""
        : $" Running then:{string.Concat(report.InFlight.Select(name => $"{Environment.NewLine}      {name}"))}";

    private static string Said(TestReport report) =>
        string.Concat(report.OtherOutput.TakeLast(40).Select(line => $"{Environment.NewLine}      | {line}"));
}
