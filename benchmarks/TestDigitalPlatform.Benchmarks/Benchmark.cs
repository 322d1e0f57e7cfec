using TestDigitalPlatform.Benchmarks.Measures;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Benchmarks.Servers;
using TestDigitalPlatform.Benchmarks.Setup;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Benchmarks;

/// <summary>The measures, in turn, and what is promised about each.</summary>
internal sealed class Benchmark(Databases databases, Operations operations, ServerSettings settings, Plan plan, BenchmarkReport report)
{
    private ServiceDatabaseConnections byHandDatabase = null!;
    private ServiceDatabaseConnections naiveDatabase = null!;

    public static async Task<BenchmarkReport> Run(Plan plan, string only, CancellationToken cancellationToken)
    {
        Console.WriteLine("setting up …");
        await Pinning.PutAside(Environment.ProcessId);
        using var tokens = new Tokens();
        await using var databases = await Databases.Start(plan, cancellationToken);
        var settings = new ServerSettings(tokens.KeyFile, tokens.Sign(0));
        await databases.Fill(settings, cancellationToken);
        var report = new BenchmarkReport(Machine.Describe(plan, databases.Version));
        var operations = await Operations.Make(databases, tokens, plan, cancellationToken);
        var benchmark = new Benchmark(databases, operations, settings, plan, report)
        {
            byHandDatabase = await databases.CopyForTwin("by_hand", cancellationToken),
            naiveDatabase = await databases.CopyForTwin("naive", cancellationToken),
        };
        foreach (var (name, measure) in benchmark.Measures())
        {
            if (name.Contains(only, StringComparison.OrdinalIgnoreCase))
                await measure(cancellationToken);
        }

        return report;
    }

    private IEnumerable<(string Name, Func<CancellationToken, Task> Measure)> Measures() =>
    [
        ("list get command", MeasureOperations),
        ("authentication", MeasureAuthentication),
        ("start", MeasureStart),
        ("paging", MeasurePaging),
    ];

    private async Task MeasureOperations(CancellationToken cancellationToken)
    {
        await using var platform = await Start(ServerKind.Platform, databases.Platform, cancellationToken);
        await using var byHand = await Start(ServerKind.ByHand, byHandDatabase, cancellationToken);
        await using var naive = await Start(ServerKind.Naive, naiveDatabase, cancellationToken);
        await SameAnswers.Check(operations.Samples, [platform, byHand, naive], cancellationToken);

        foreach (var (name, requests) in new[] { ("list", operations.List), ("get", operations.Get) })
        {
            var rounds = await PairedRounds.Run(
                name, [new("platform", platform, requests), new("Dapper", byHand, requests)], databases.Time, plan, cancellationToken);
            report.Add(rounds);
            report.AtLeast(0.95, $"{name}: requests/s, platform / Dapper", rounds[0].Ratio(rounds[1], r => r.Rate));
            Costs(name, "Dapper", rounds[0], rounds[1]);
        }

        var command = await PairedRounds.Run(
            "command",
            [
                new("platform", platform, operations.Command), new("one batch", byHand, operations.Command),
                new("naive", naive, operations.Command),
            ],
            databases.Time, plan, cancellationToken);
        report.Add(command);
        report.AtLeast(0.90, "command: requests/s, platform / one batch", command[0].Ratio(command[1], r => r.Rate));
        report.AtLeast(1.30, "command: requests/s, platform / naive", command[0].Ratio(command[2], r => r.Rate));
        Costs("command", "one batch", command[0], command[1]);
    }

    private async Task MeasureAuthentication(CancellationToken cancellationToken)
    {
        await using var platform = await Start(ServerKind.Platform, databases.Platform, cancellationToken);
        await using var stock = await Start(ServerKind.Stock, naiveDatabase, cancellationToken);
        await using var open = await Start(ServerKind.Open, byHandDatabase, cancellationToken);
        var rounds = await PairedRounds.Run(
            "greeting",
            [
                new("platform, token", platform, operations.Greeting), new("platform, public", platform, operations.PublicGreeting),
                new("by hand, stock tokens", stock, operations.Greeting), new("by hand, no tokens", open, operations.Greeting),
            ],
            databases.Time, plan, cancellationToken);
        report.Add(rounds);
        report.AtLeast(0.90, "no database: requests/s, with token / public", rounds[0].Ratio(rounds[1], r => r.Rate));
        report.Note("no database: stock bearer authentication / none", rounds[2].Ratio(rounds[3], r => r.Rate));
    }

    private async Task MeasureStart(CancellationToken cancellationToken)
    {
        var (platform, byHand) = await StartMeasure.Run(
            (ServerKind.Platform, databases.Platform), (ServerKind.ByHand, byHandDatabase), operations.Samples[1], settings, plan, cancellationToken);
        report.Add("start to first 200, platform", platform);
        report.Add("start to first 200, by hand", byHand);
        report.AtMost(1.50, "start to first 200: platform / by hand", platform.Over(byHand));
    }

    private async Task MeasurePaging(CancellationToken cancellationToken)
    {
        await using var paged = await Start(ServerKind.Platform, databases.Paged, cancellationToken);
        var (first, last) = await PagingMeasure.Run(paged, settings.Caller, plan, cancellationToken);
        report.Add("page 1", first);
        report.Add($"page {plan.LastPage:N0}", last);
        report.AtMost(1.10, $"latency: page {plan.LastPage:N0} / page 1", last.Over(first));
    }

    private void Costs(string operation, string twin, LoadSeries platform, LoadSeries other)
    {
        report.AtMost(1.30, $"{operation}: bytes allocated, platform / {twin}", platform.Ratio(other, r => r.Bytes));
        report.Note($"{operation}: CPU of the server, platform / {twin}", platform.Ratio(other, r => r.ProcessorMicroseconds));
        report.Note($"{operation}: CPU of PostgreSQL, platform / {twin}", platform.Ratio(other, r => r.PostgresMicroseconds));
    }

    private Task<Server> Start(ServerKind kind, ServiceDatabaseConnections database, CancellationToken cancellationToken) =>
        Server.Start(kind, database, settings, cancellationToken);
}
