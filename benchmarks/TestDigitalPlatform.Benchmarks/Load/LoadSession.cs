using System.Diagnostics;
using System.Net.Sockets;
using TestDigitalPlatform.Benchmarks.Servers;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>Asks one server as fast as it answers, on several connections that stay open between the rounds.</summary>
internal sealed class LoadSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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
        var latencies = await Task.Factory.StartNew(
            () => Drive(duration, cancellationToken), cancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        var (used, usedByDatabase) = (server.ProcessorTime - processor, postgres.Used() - database);
        var bytes = await server.Allocated(cancellationToken) - allocated;

        latencies.Sort();
        return new LoadResult(
            latencies.Count / seconds, used.TotalMicroseconds / latencies.Count, usedByDatabase.TotalMicroseconds / latencies.Count,
            (double)bytes / latencies.Count, Milliseconds(latencies[latencies.Count / 2]), Milliseconds(latencies[latencies.Count * 99 / 100]));
    }

    public void Dispose()
    {
        foreach (var connection in connections)
            connection.Dispose();
    }

    // One thread for all connections: it costs the machine far less than a task for each.
    private List<long> Drive(TimeSpan duration, CancellationToken cancellationToken)
    {
        var latencies = new List<long>(32_768);
        var lanes = connections.Select((c, i) => new Lane(c, requests.OfConnection[i])).ToDictionary(lane => lane.Connection.Socket);
        foreach (var lane in lanes.Values)
            lane.Begin();
        var deadline = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var waiting = lanes.Keys.ToHashSet();
        var ready = new List<Socket>();
        while (waiting.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ready.Clear();
            ready.AddRange(waiting);
            Socket.Select(ready, null, null, Patience);
            if (ready.Count == 0)
                throw new BenchmarkException($"The server did not answer within {Patience}.");
            foreach (var socket in ready)
            {
                if (lanes[socket].Receive() is not { } latency)
                    continue;
                latencies.Add(latency);
                if (Stopwatch.GetTimestamp() < deadline)
                    lanes[socket].Begin();
                else
                    waiting.Remove(socket);
            }
        }

        return latencies;
    }

    private static double Milliseconds(long ticks) => ticks * 1_000.0 / Stopwatch.Frequency;
}
