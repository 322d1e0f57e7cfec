using TestDigitalPlatform.Benchmarks.Load;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>Measures contestants in turn, round after round, so that what disturbs the machine disturbs them all.</summary>
internal static class PairedRounds
{
    /// <returns>For each contestant its results, round by round: only results of the same round may be compared.</returns>
    public static async Task<IReadOnlyList<LoadSeries>> Run(
        string measure, IReadOnlyList<Contestant> contestants, PostgresTime postgres, Plan plan, CancellationToken cancellationToken)
    {
        Console.WriteLine($"{measure} …");
        var sessions = new List<LoadSession>();
        try
        {
            foreach (var contestant in contestants)
                sessions.Add(await LoadSession.Open(contestant.Server, postgres, contestant.Requests, cancellationToken));
            return await Run(sessions, [.. contestants.Select(c => new LoadSeries(measure, c.Name))], plan, cancellationToken);
        }
        finally
        {
            foreach (var session in sessions)
                session.Dispose();
        }
    }

    private static async Task<IReadOnlyList<LoadSeries>> Run(
        List<LoadSession> sessions, LoadSeries[] series, Plan plan, CancellationToken cancellationToken)
    {
        // Long enough for the compiler to have compiled everything that is hot for the second time.
        foreach (var session in sessions)
            await session.Run(plan.WarmUp, cancellationToken);
        for (var round = 0; round < plan.Rounds; round++)
        {
            for (var turn = 0; turn < sessions.Count; turn++)
            {
                // Who comes first in one round comes last in the next.
                var i = round % 2 == 0 ? turn : sessions.Count - 1 - turn;
                series[i].Add(await sessions[i].Run(plan.Round, cancellationToken));
            }
        }

        return series;
    }
}
