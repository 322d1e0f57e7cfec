using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Measures;

/// <summary>The times from commit to handler at a steady rate; contestants take turns.</summary>
internal static class LatencyRounds
{
    internal static async Task<IReadOnlyList<(string Name, LatencyFigures Figures)>> Run(
        IReadOnlyList<ContestantProcess> contestants, Plan plan)
    {
        var rounds = contestants.Select(_ => new List<double[]>()).ToArray();
        // The first is not counted: it compiles.
        for (var round = -1; round < plan.LatencyRounds; round++)
        {
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                var i = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                var figures = await contestants[i].Ask($"latency {plan.LatencyEvents} {plan.Rate}");
                if (round >= 0)
                    rounds[i].Add(figures);
            }
        }

        return [.. contestants.Zip(rounds, (contestant, figures) => (contestant.Name, new LatencyFigures(figures)))];
    }
}

/// <summary>Milliseconds, round by round.</summary>
internal sealed class LatencyFigures(IReadOnlyList<double[]> rounds)
{
    internal Spread Median => Of(0);

    internal Spread P99 => Of(1);

    internal Spread Longest => Of(2);

    private Spread Of(int figure) => new([.. rounds.Select(round => round[figure])]);
}
