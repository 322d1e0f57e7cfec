using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Measures;

/// <summary>Contestants carry and handle the same number of events in turn, round after round.</summary>
/// <param name="contestants">Each with what it does with the events.</param>
internal sealed class ThroughputRounds(IReadOnlyList<Runner> contestants)
{
    /// <summary>Measures them all.</summary>
    internal async Task Run(Plan plan)
    {
        IReadOnlyList<ContestantProcess> processes = [.. contestants.Select(c => c.Process)];
        for (var round = -plan.WarmUps; round < plan.Rounds; round++)
        {
            Console.WriteLine(round < 0 ? "warming up …" : $"round {round + 1} of {plan.Rounds} …");
            foreach (var (_, place) in ContestantSet.InTurn(processes, round))
                await contestants[place].Run(plan.Events, isCounted: round >= 0);
        }
    }

    internal Table Table()
    {
        var table = new Table("events/s", "contestant", "median", "min", "max");
        foreach (var runner in contestants)
            Row("relay", runner, runner.Relayed);
        foreach (var runner in contestants.Where(r => r.Consumes))
            Row("consume", runner, runner.Consumed);
        return table;

        void Row(string what, Runner runner, Spread figures) =>
            table.Row(what, runner.Process.Name, $"{figures.Median:N0}", $"{figures.Min:N0}", $"{figures.Max:N0}");
    }
}

/// <summary>A contestant and its figures, round by round.</summary>
internal sealed class Runner(ContestantProcess process)
{
    private readonly List<double> relayed = [];
    private readonly List<double> consumed = [];

    internal ContestantProcess Process => process;

    /// <summary>Whether it handles what it carried.</summary>
    internal bool Consumes { get; init; }

    /// <summary>Whether it has a backlog to carry, and needs none stored.</summary>
    internal bool HasBacklog { get; init; }

    /// <summary>Events per second.</summary>
    internal Spread Relayed => new(relayed);

    /// <summary>Events per second.</summary>
    internal Spread Consumed => new(consumed);

    internal async Task Run(int events, bool isCounted)
    {
        if (!HasBacklog)
            await process.Store(events);
        var relay = await process.Relay(events);
        var consume = 0.0;
        if (Consumes)
            consume = await process.Consume(events);
        else
            await process.Purge(events);
        if (!isCounted)
            return;
        relayed.Add(relay);
        if (Consumes)
            consumed.Add(consume);
    }
}
