using System.Diagnostics;
using TestDigitalPlatform.Benchmarks.Servers;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>Asks one server as fast as it answers, on several connections that stay open between the rounds.</summary>
internal sealed class LoadSession : IDisposable
{
    private readonly Server server;
    private readonly PostgresTime postgres;
    private readonly Requests requests;
    private readonly LoadConnection[] connections;

    private LoadSession(Server server, PostgresTime postgres, Requests requests, LoadConnection[] connections) =>
        (this.server, this.postgres, this.requests, this.connections) = (server, postgres, requests, connections);

    public static async Task<LoadSession> Open(
        Server server, PostgresTime postgres, Requests requests, CancellationToken cancellationToken) => new(
        server, postgres, requests,
        await Task.WhenAll(requests.OfConnection.Select(_ => LoadConnection.Open(server.Address, cancellationToken))));

    /// <exception cref="BenchmarkException">An answer was not 200.</exception>
    public async Task<LoadResult> Run(TimeSpan duration, CancellationToken cancellationToken)
    {
        var (allocated, processor, database) = (await server.Allocated(cancellationToken), server.ProcessorTime, postgres.Used());
        var begin = Stopwatch.GetTimestamp();
        var deadline = begin + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var latencies = await Task.WhenAll(connections.Select(
            (connection, i) => Task.Run(() => Drive(connection, requests.OfConnection[i], deadline, cancellationToken), cancellationToken)));
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var (used, usedByDatabase) = (server.ProcessorTime - processor, postgres.Used() - database);
        var bytes = await server.Allocated(cancellationToken) - allocated;

        var sorted = latencies.SelectMany(l => l).Order().ToArray();
        return new LoadResult(
            sorted.Length / seconds, used.TotalMicroseconds / sorted.Length, usedByDatabase.TotalMicroseconds / sorted.Length,
            (double)bytes / sorted.Length,
            Milliseconds(sorted[sorted.Length / 2]), Milliseconds(sorted[sorted.Length * 99 / 100]));
    }

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }

    private static async Task<List<long>> Drive(
        LoadConnection connection, IReadOnlyList<byte[]> requests, long deadline, CancellationToken cancellationToken)
    {
        var latencies = new List<long>(4_096);
        for (var i = 0; ; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            if (begin >= deadline && i > 0)
                return latencies;
            var answer = await connection.Send(requests[i % requests.Count], cancellationToken);
            if (!answer.IsOk)
                throw new BenchmarkException($"A round is void, for an answer was not 200:\n{answer.Head}{answer.Text}");
            latencies.Add(Stopwatch.GetTimestamp() - begin);
        }
    }

    private static double Milliseconds(long ticks) => ticks * 1_000.0 / Stopwatch.Frequency;
}
