using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Measures;

/// <summary>The times from commit to handler at a steady rate; contestants take turns.</summary>
internal static class LatencyRounds
{
    internal static async Task<IReadOnlyList<LatencyFigures>> Run(IReadOnlyList<ContestantProcess> contestants, Plan plan)
    {
        Console.WriteLine("time to the handler …");
        var rounds = contestants.Select(_ => new List<double[]>()).ToArray();
        // The first is not counted: it compiles.
        for (var round = plan.IsQuick ? 0 : -1; round < plan.LatencyRounds; round++)
        {
            foreach (var (contestant, place) in ContestantSet.InTurn(contestants, round))
            {
                var figures = await contestant.Latency(plan.LatencyEvents, plan.Rate);
                if (round >= 0)
                    rounds[place].Add(figures);
            }
        }

        return [.. rounds.Select(figures => new LatencyFigures(figures))];
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
