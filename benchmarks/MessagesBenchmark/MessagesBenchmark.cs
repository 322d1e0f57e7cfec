using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Benchmarks.Messages.Measures;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages;

/// <summary>The measures, and what is promised about each.</summary>
internal static class MessagesBenchmark
{
    internal static async Task<BenchmarkReport> Run(Plan plan)
    {
        Console.WriteLine("setting up …");
        await using var servers = await Servers.Start();
        var report = new BenchmarkReport([.. Machine.Describe(servers.PostgresVersion, plan.IsQuick), .. plan.Description]);
        await using (var contestants = new ContestantSet())
        {
            var platform = contestants.Start("platform", await servers.Platform("rabbitmq"));
            var onPostgres = contestants.Start("platform on PostgreSQL", await servers.PlatformOnPostgres());
            var wolverine = contestants.Start("Wolverine", await servers.Peer(ContestantKind.Wolverine));
            await MeasureThroughput(servers, contestants, await platform, await wolverine, plan, report);
            await MeasureLatency([await platform, await onPostgres], await wolverine, plan, report);
            await contestants.CheckEffects();
        }

        await ServiceMeasure.Run(servers, plan, report);
        return report;
    }

    private static async Task MeasureThroughput(
        Servers servers, ContestantSet contestants, ContestantProcess platformProcess, ContestantProcess wolverineProcess, Plan plan,
        BenchmarkReport report)
    {
        var starting = contestants.Start("platform with a backlog", await servers.Platform("backlog"));
        var massTransit = new Runner(await contestants.Start("MassTransit", await servers.Peer(ContestantKind.MassTransit))) { Consumes = true };
        var raw = new Runner(await contestants.Start("raw client", await servers.Peer(ContestantKind.Raw)));
        // The quick form has seen its code already.
        var unconfirmed = plan.IsQuick ? null : new Runner(await contestants.Start(
            "Wolverine without confirms", await servers.Peer(ContestantKind.WolverineWithoutConfirms)));
        var platform = new Runner(platformProcess) { Consumes = true };
        var wolverine = new Runner(wolverineProcess) { Consumes = true };
        var backlog = new Runner(await starting) { HasBacklog = true };
        Console.WriteLine($"a backlog of {plan.Backlog:N0} …");
        await backlog.Process.Fill(plan.Backlog);

        var rounds = new ThroughputRounds([platform, backlog, raw, massTransit, wolverine, .. unconfirmed is null ? Array.Empty<Runner>() : [unconfirmed]]);
        await rounds.Run(plan);
        report.AtLeast(0.60, "relay: events/s, platform / raw client", platform.Relayed.Over(raw.Relayed));
        report.AtLeast(3.00, "relay: events/s, platform / Wolverine", platform.Relayed.Over(wolverine.Relayed));
        report.AtLeast(3.00, "consume: events/s, platform / MassTransit", platform.Consumed.Over(massTransit.Consumed));
        report.AtLeast(2.00, "consume: events/s, platform / Wolverine", platform.Consumed.Over(wolverine.Consumed));
        report.AtLeast(0.90, "relay: events/s, platform with a backlog / without", backlog.Relayed.Over(platform.Relayed));
        if (unconfirmed is not null)
            report.Note("relay: events/s, platform / Wolverine without confirms", platform.Relayed.Over(unconfirmed.Relayed));
        report.Add(rounds.Table());
    }

    private static async Task MeasureLatency(
        IReadOnlyList<ContestantProcess> platforms, ContestantProcess wolverine, Plan plan, BenchmarkReport report)
    {
        IReadOnlyList<ContestantProcess> contestants = [.. platforms, wolverine];
        foreach (var (contestant, figures) in contestants.Zip(await LatencyRounds.Run(contestants, plan)))
        {
            report.Add($"commit to handler, p50: {contestant.Name}", "ms", figures.Median);
            report.Add($"commit to handler, p99: {contestant.Name}", "ms", figures.P99);
            report.Add($"commit to handler, longest: {contestant.Name}", "ms", figures.Longest);
            if (platforms.Contains(contestant))
                report.AtMost(10, $"commit to handler, p99 in ms: {contestant.Name}", figures.P99);
        }
    }
}
