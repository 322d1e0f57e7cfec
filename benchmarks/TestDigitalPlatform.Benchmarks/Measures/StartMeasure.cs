using System.Diagnostics;
using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Benchmarks.Servers;
using TestDigitalPlatform.Postgres;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>The time from the start of a process to its first answer out of the database.</summary>
internal static class StartMeasure
{
    /// <returns>Milliseconds for each of the two, start by start.</returns>
    public static async Task<(Spread First, Spread Second)> Run(
        (ServerKind Kind, ServiceDatabaseConnections Database) first, (ServerKind Kind, ServiceDatabaseConnections Database) second,
        byte[] question, ServerSettings settings, Plan plan, CancellationToken cancellationToken)
    {
        Console.WriteLine("start …");
        // The files are in the system's cache after this.
        await Time(first.Kind, first.Database, question, settings, cancellationToken);
        await Time(second.Kind, second.Database, question, settings, cancellationToken);
        var (firsts, seconds) = (new double[plan.Starts], new double[plan.Starts]);
        for (var i = 0; i < plan.Starts; i++)
        {
            if (i % 2 == 0)
                firsts[i] = await Time(first.Kind, first.Database, question, settings, cancellationToken);
            seconds[i] = await Time(second.Kind, second.Database, question, settings, cancellationToken);
            if (i % 2 == 1)
                firsts[i] = await Time(first.Kind, first.Database, question, settings, cancellationToken);
        }

        return (new(firsts), new(seconds));
    }

    private static async Task<double> Time(
        ServerKind kind, ServiceDatabaseConnections database, byte[] question, ServerSettings settings, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        await using var server = await Server.Start(kind, database, settings, cancellationToken);
        using var connection = await LoadConnection.Open(server.Address, cancellationToken);
        var answer = connection.Ask(question);
        var time = Stopwatch.GetElapsedTime(begin);
        return answer.IsOk ? time.TotalMilliseconds : throw new BenchmarkException($"{kind.Name} answers first:\n{answer.Head}{answer.Text}");
    }
}
