using System.Globalization;
using TestDigitalPlatform.Benchmarks.Chaos.Servers;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Chaos;

/// <summary>The same on both transports.</summary>
internal static class ChaosBenchmark
{
    internal static async Task<(BenchmarkReport Report, bool IsGood)> Run(Plan plan)
    {
        var table = new Table(
            "transport", "events", "nodes killed", "servers killed", "lost", "doubled", "out of order", "set aside", "until the last, s");
        await using var postgres = await ChaosPostgres.Start();
        var report = new BenchmarkReport([.. Machine.Describe(postgres.Version, plan.IsQuick), .. plan.Description]);
        var isGood = true;
        foreach (var onRabbitMq in (bool[])[false, true])
        {
            var name = onRabbitMq ? "RabbitMQ" : "PostgreSQL";
            Console.WriteLine($"on {name} …");
            await using var deployment = await Deployment.Start(postgres, onRabbitMq, plan.Nodes);
            var outcome = await ChaosRun.Run(deployment, plan);
            var history = outcome.History;
            isGood &= history.IsGood && outcome.SetAside == outcome.Poison;
            table.Row(
                name, Text(plan.Events), Text(outcome.NodeKills), Text(outcome.ServerKills), Text(history.Lost.Count), Text(history.Doubled.Count),
                Text(history.OutOfOrder.Count), $"{outcome.SetAside} of {outcome.Poison}",
                outcome.Drained.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture));
            if (!history.IsGood)
                Console.WriteLine($"lost {Some(history.Lost)}; doubled {Some(history.Doubled)}; out of order {Some(history.OutOfOrder)}; "
                    + $"invented {Some(history.Invented)}; the nodes' logs: {deployment.KeepLogs()}");
        }

        report.Add(table);
        return (report, isGood);
    }

    private static string Some(IReadOnlyList<Tick> ticks) =>
        $"{ticks.Count} ({string.Join(", ", ticks.Take(5).Select(tick => $"{tick.Key}/{tick.N}"))})";

    private static string Text(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
