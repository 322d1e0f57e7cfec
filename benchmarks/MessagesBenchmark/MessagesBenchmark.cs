using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Benchmarks.Messages.Measures;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages;

/// <summary>The measures, and what is promised about each.</summary>
internal static class MessagesBenchmark
{
    private const string Platform = "platform";
    private const string Backlog = "platform, with a backlog";
    private const string Raw = "raw client";
    private const string MassTransit = "MassTransit";
    private const string Wolverine = "Wolverine";
    private const string WithoutConfirms = "Wolverine, without confirms";

    internal static async Task<BenchmarkReport> Run(Plan plan)
    {
        Console.WriteLine("setting up …");
        await using var servers = await Servers.Start();
        var report = new BenchmarkReport([.. Machine.Describe(servers.PostgresVersion, plan.IsQuick), .. plan.Description]);
        await Throughput(servers, plan, report);
        await Latency(servers, plan, report);
        return report;
    }

    private static async Task Throughput(Servers servers, Plan plan, BenchmarkReport report)
    {
        await using var contestants = new ContestantSet();
        await contestants.Add(Platform, await servers.Platform("empty"));
        await contestants.Add(Backlog, await servers.Platform("backlog"));
        await contestants.Add(Raw, await servers.Peer(ContestantKind.Raw));
        await contestants.Add(MassTransit, await servers.Peer(ContestantKind.MassTransit));
        await contestants.Add(Wolverine, await servers.Peer(ContestantKind.Wolverine));
        await contestants.Add(WithoutConfirms, await servers.Peer(ContestantKind.WolverineWithoutConfirms));
        Console.WriteLine($"{Backlog}: {plan.Backlog:N0} events …");
        await contestants[Backlog].Ask($"fill {plan.Backlog}");

        var rounds = await ThroughputRounds.Run(
            contestants.All, plan, consuming: [Platform, MassTransit, Wolverine], withBacklog: Backlog);
        foreach (var name in new[] { Platform, MassTransit, Wolverine })
            await Servers.CheckEffects(contestants.SettingsOf(name), plan.Events * (plan.WarmUps + plan.Rounds));

        report.AtLeast(0.60, "relay: events/s, platform / raw client", rounds.Relayed(Platform).Over(rounds.Relayed(Raw)));
        report.AtLeast(3.00, "relay: events/s, platform / Wolverine", rounds.Relayed(Platform).Over(rounds.Relayed(Wolverine)));
        report.AtLeast(3.00, "consume: events/s, platform / MassTransit", rounds.Consumed(Platform).Over(rounds.Consumed(MassTransit)));
        report.AtLeast(2.00, "consume: events/s, platform / Wolverine", rounds.Consumed(Platform).Over(rounds.Consumed(Wolverine)));
        report.AtLeast(0.90, "relay: events/s, with a backlog / without", rounds.Relayed(Backlog).Over(rounds.Relayed(Platform)));
        report.Note(
            "relay: events/s, platform / Wolverine without confirms", rounds.Relayed(Platform).Over(rounds.Relayed(WithoutConfirms)));
        report.Add(rounds.Table());
    }

    private static async Task Latency(Servers servers, Plan plan, BenchmarkReport report)
    {
        Console.WriteLine("time to the handler …");
        await using var contestants = new ContestantSet();
        await contestants.Add("platform, RabbitMQ", await servers.Platform("latency"));
        await contestants.Add("platform, PostgreSQL", await servers.PlatformOnPostgres());
        await contestants.Add("Wolverine, RabbitMQ", await servers.Peer(ContestantKind.Wolverine, "latency"));
        var latencies = await LatencyRounds.Run(contestants.All, plan);
        foreach (var (name, figures) in latencies)
        {
            await Servers.CheckEffects(contestants.SettingsOf(name), plan.LatencyEvents * (plan.LatencyRounds + 1));
            report.Add($"commit to handler, p50: {name}", "ms", figures.Median);
            report.Add($"commit to handler, p99: {name}", "ms", figures.P99);
            report.Add($"commit to handler, longest: {name}", "ms", figures.Longest);
            if (name.StartsWith(Platform, StringComparison.Ordinal))
                report.AtMost(10, $"commit to handler, p99 in ms: {name}", figures.P99);
        }
    }
}
