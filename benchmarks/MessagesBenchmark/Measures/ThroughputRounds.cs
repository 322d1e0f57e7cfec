using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Measures;

/// <summary>Contestants carry and handle the same number of events in turn, round after round.</summary>
internal sealed class ThroughputRounds
{
    private readonly Dictionary<string, List<double>> relayed = [];
    private readonly Dictionary<string, List<double>> consumed = [];

    /// <summary>Events per second, round by round.</summary>
    internal Spread Relayed(string name) => new(relayed[name]);

    /// <summary>Events per second, round by round.</summary>
    internal Spread Consumed(string name) => new(consumed[name]);

    internal static async Task<ThroughputRounds> Run(
        IReadOnlyList<ContestantProcess> contestants, Plan plan, IReadOnlyList<string> consuming, string withBacklog)
    {
        var rounds = new ThroughputRounds();
        foreach (var contestant in contestants)
            rounds.relayed[contestant.Name] = [];
        foreach (var name in consuming)
            rounds.consumed[name] = [];
        for (var round = -plan.WarmUps; round < plan.Rounds; round++)
        {
            Console.WriteLine(round < 0 ? "warming up …" : $"round {round + 1} of {plan.Rounds} …");
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                // Who comes first in one round comes last in the next.
                var contestant = contestants[round % 2 == 0 ? turn : contestants.Count - 1 - turn];
                if (contestant.Name != withBacklog)
                    await contestant.Ask($"store {plan.Events}");
                var relay = (await contestant.Ask($"relay {plan.Events}"))[0];
                var handles = consuming.Contains(contestant.Name);
                var second = (await contestant.Ask(handles ? $"consume {plan.Events}" : "purge"))[0];
                if (!handles && second < plan.Events)
                    throw new BenchmarkException($"{contestant.Name}: {second} of {plan.Events} events came to the broker.");
                if (round < 0)
                    continue;
                rounds.relayed[contestant.Name].Add(relay);
                if (handles)
                    rounds.consumed[contestant.Name].Add(second);
            }
        }

        return rounds;
    }

    internal Table Table()
    {
        var table = new Table("events/s", "contestant", "median", "min", "max");
        foreach (var (name, figures) in relayed)
            Row(table, "relay", name, new Spread(figures));
        foreach (var (name, figures) in consumed)
            Row(table, "consume", name, new Spread(figures));
        return table;
    }

    private static void Row(Table table, string what, string name, Spread figures) =>
        table.Row(what, name, $"{figures.Median:N0}", $"{figures.Min:N0}", $"{figures.Max:N0}");
}
