using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Measures;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Benchmarks.Servers;
using TestDigitalPlatform.Benchmarks.Setup;

namespace TestDigitalPlatform.Benchmarks;

/// <summary>The measures, in turn, and what is promised about each.</summary>
internal sealed class Benchmark(
    Databases databases, ServerSets serverSets, Operations operations, ServerSettings settings, Plan plan, BenchmarkReport report)
{
    private readonly List<LoadSeries> series = [];

    /// <summary>The names of the measures; the project file lists the same for whoever looks for one.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["list", "get", "command", "authentication", "start", "memory", "paging"];

    public static async Task<BenchmarkReport> Run(Plan plan, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        Console.WriteLine("setting up …");
        await Pinning.PutAside(Environment.ProcessId);
        using var tokens = new Tokens();
        await using var databases = await Databases.Start(plan, cancellationToken);
        var settings = new ServerSettings(tokens.KeyFile, tokens.Sign(0));
        await databases.Fill(settings, cancellationToken);
        var report = new BenchmarkReport(
            [.. Machine.Describe(databases.Version, plan.IsQuick), Pinning.Description, .. plan.Description]);
        var operations = await Operations.Make(databases, tokens, plan, cancellationToken);

        // Once, before anything is added: later each has as many items as it was fast.
        await using var serverSets = new ServerSets(databases, settings, keeps: plan.IsQuick);
        await using (var servers = await serverSets.Start(ServerKind.Alike, cancellationToken))
            await SameAnswers.Check(operations.Samples, servers.All, cancellationToken);

        var benchmark = new Benchmark(databases, serverSets, operations, settings, plan, report);
        foreach (var name in names)
        {
            var earlier = report.Ratios;
            await benchmark.Measure(name, cancellationToken);
            if (report.Ratios == earlier)
                throw new BenchmarkException($"The measure '{name}' shows nothing.");
        }

        if (benchmark.series.Count > 0)
            report.Add(LoadSeries.Table(benchmark.series));
        return report;
    }

    private Task Measure(string name, CancellationToken cancellationToken) => name switch
    {
        "list" => MeasureList(cancellationToken),
        "get" => MeasureGet(cancellationToken),
        "command" => MeasureCommand(cancellationToken),
        "authentication" => MeasureAuthentication(cancellationToken),
        "start" => MeasureStart(cancellationToken),
        "memory" => MeasureMemory(cancellationToken),
        "paging" => MeasurePaging(cancellationToken),
        _ => throw new BenchmarkException($"There is no measure '{name}'. There are: {string.Join(", ", Names)}."),
    };

    private async Task MeasureList(CancellationToken cancellationToken)
    {
        var comparison = await Compare("list", operations.List, [ServerKind.ByHand], cancellationToken);
        comparison.Rate(ServerKind.ByHand, atLeast: 0.95);
        comparison.Costs(ServerKind.ByHand);
    }

    private async Task MeasureGet(CancellationToken cancellationToken)
    {
        // Of two twins: one has the customer in its WHERE, and nothing else that keeps customers apart; one isolates as the
        // platform does.
        var comparison =
            await Compare("get", operations.Get, [ServerKind.ByHand, ServerKind.Isolated], cancellationToken);
        comparison.Rate(ServerKind.ByHand, atLeast: 0.92);
        comparison.Rate(ServerKind.Isolated, atLeast: 1.00);
        comparison.Costs(ServerKind.ByHand);
        comparison.Costs(ServerKind.Isolated);
    }

    private async Task MeasureCommand(CancellationToken cancellationToken)
    {
        var comparison =
            await Compare("command", operations.Command, [ServerKind.ByHand, ServerKind.Naive], cancellationToken);
        comparison.Rate(ServerKind.ByHand, atLeast: 0.90);
        comparison.Rate(ServerKind.Naive, atLeast: 1.30);
        comparison.Costs(ServerKind.ByHand);
    }

    // The platform beside its twins and its peers, all in the same rounds.
    private async Task<Comparison> Compare(
        string operation, Requests requests, IReadOnlyList<ServerKind> twins, CancellationToken cancellationToken)
    {
        IReadOnlyList<ServerKind> kinds = [ServerKind.Platform, .. twins, .. ServerKind.Peers];
        await using var servers = await serverSets.Start(kinds, cancellationToken);
        var rounds = await PairedRounds.Run(
            operation, [.. servers.All.Select(server => new Contestant(server.Kind.Name, server, requests))],
            databases.Time, plan, cancellationToken);
        series.AddRange(rounds);
        var comparison = new Comparison(report, operation, rounds);
        foreach (var peer in ServerKind.Peers)
            comparison.Rate(peer, atLeast: 1.0);
        return comparison;
    }

    private async Task MeasureAuthentication(CancellationToken cancellationToken)
    {
        await using var servers = await serverSets.Start(
            [ServerKind.Platform, ServerKind.Stock, ServerKind.Open], cancellationToken);
        var (platform, stock, open) = (servers.All[0], servers.All[1], servers.All[2]);
        var rounds = await PairedRounds.Run(
            "greeting",
            [
                new("platform, token", platform, operations.Greeting), new("platform, public", platform, operations.PublicGreeting),
                new("by hand, stock tokens", stock, operations.Greeting), new("by hand, no tokens", open, operations.Greeting),
            ],
            databases.Time, plan, cancellationToken);
        series.AddRange(rounds);
        report.AtLeast(0.90, "no database: requests/s, with token / public", rounds[0].Ratio(rounds[1], r => r.Rate));
        report.Note("no database: stock bearer authentication / none", rounds[2].Ratio(rounds[3], r => r.Rate));
    }

    // The quickest form takes two: every program is started for the other measures already.
    private IReadOnlyList<ServerKind> Started() =>
        [ServerKind.Platform, ServerKind.ByHand, .. plan.IsQuick ? [] : ServerKind.Peers];

    private async Task MeasureStart(CancellationToken cancellationToken)
    {
        var kinds = Started();
        var times = await StartMeasure.Run(kinds, databases, operations.Samples[1], settings, plan, cancellationToken);
        foreach (var (kind, time) in kinds.Zip(times))
            report.Add($"start to first 200, {kind.Name}", "ms", time);
        report.AtMost(1.50, "start to first 200: platform / by hand", times[0].Over(times[1]));
        foreach (var (kind, time) in kinds.Zip(times).Skip(2))
            report.AtMost(1.00, $"start to first 200: platform / {kind.Name}", times[0].Over(time));
    }

    private async Task MeasureMemory(CancellationToken cancellationToken)
    {
        var kinds = Started();
        var memory = await MemoryMeasure.Run(kinds, serverSets, databases.Time, operations, plan, cancellationToken);
        foreach (var (kind, megabytes) in kinds.Zip(memory))
            report.Add($"memory after load, {kind.Name}", "MiB", megabytes);
        report.Note("memory after load: platform / by hand", memory[0].Over(memory[1]));
        foreach (var (kind, megabytes) in kinds.Zip(memory).Skip(2))
            report.AtMost(1.00, $"memory after load: platform / {kind.Name}", memory[0].Over(megabytes));
    }

    private async Task MeasurePaging(CancellationToken cancellationToken)
    {
        await databases.FillPaged(cancellationToken);
        await using var paged = await Server.Start(ServerKind.Platform, databases.Paged, settings, cancellationToken);
        var (first, last) = await PagingMeasure.Run(paged, settings.Caller, plan, cancellationToken);
        report.Add("page 1", "ms", first);
        report.Add($"page {plan.LastPage:N0}", "ms", last);
        report.AtMost(1.10, $"latency: page {plan.LastPage:N0} / page 1", last.Over(first));
    }
}
