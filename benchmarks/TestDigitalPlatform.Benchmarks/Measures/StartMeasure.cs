using System.Diagnostics;
using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Benchmarks.Servers;
using TestDigitalPlatform.Benchmarks.Setup;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>The time from the start of a process to its first answer out of the database.</summary>
internal static class StartMeasure
{
    /// <returns>Milliseconds for each kind, start by start.</returns>
    public static async Task<IReadOnlyList<Spread>> Run(
        IReadOnlyList<ServerKind> kinds, Databases databases, byte[] question, ServerSettings settings, Plan plan,
        CancellationToken cancellationToken)
    {
        Console.WriteLine("start …");
        var times = kinds.Select(_ => new List<double>()).ToArray();

        // The first one is not counted: after it the files are in the system's cache, and the tables of others made.
        for (var start = plan.IsQuick ? 1 : 0; start <= plan.Starts; start++)
        {
            for (var turn = 0; turn < kinds.Count; turn++)
            {
                // Who comes first in one round comes last in the next.
                var i = start % 2 == 0 ? turn : kinds.Count - 1 - turn;
                var time = await Time(kinds[i], databases, question, settings, cancellationToken);
                if (start > 0)
                    times[i].Add(time);
            }
        }

        return [.. times.Select(each => new Spread(each))];
    }

    private static async Task<double> Time(
        ServerKind kind, Databases databases, byte[] question, ServerSettings settings, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        await using var server = await Server.Start(kind, databases.Of(kind), settings, cancellationToken);
        using var connection = await LoadConnection.Open(server.Address, cancellationToken);
        var answer = connection.Ask(question);
        var time = Stopwatch.GetElapsedTime(begin);
        return answer.IsOk ? time.TotalMilliseconds : throw new BenchmarkException($"{kind.Name} answers first:\n{answer.Head}{answer.Text}");
    }
}
