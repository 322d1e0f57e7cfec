using TestDigitalPlatform.Benchmarks.Load;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>Measures contestants in turn, round after round, so that what disturbs the machine disturbs them all.</summary>
internal static class PairedRounds
{
    /// <returns>For each contestant its results, round by round: only results of the same round may be compared.</returns>
    public static async Task<IReadOnlyList<LoadSeries>> Run(
        string measure, IReadOnlyList<Contestant> contestants, Plan plan, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{measure} …");
        foreach (var contestant in contestants)
            await contestant.Load.Run(contestant.Server, plan.WarmUp, cancellationToken);
        var series = contestants.Select(c => new LoadSeries(measure, c.Name)).ToArray();
        for (var round = 0; round < plan.Rounds; round++)
        {
            for (var turn = 0; turn < contestants.Count; turn++)
            {
                // Who comes first in one round comes last in the next.
                var i = round % 2 == 0 ? turn : contestants.Count - 1 - turn;
                series[i].Add(await contestants[i].Load.Run(contestants[i].Server, plan.Round, cancellationToken));
            }
        }

        return series;
    }
}
