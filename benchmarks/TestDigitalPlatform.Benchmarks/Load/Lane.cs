using System.Diagnostics;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>A connection with the requests that it sends in turn, one at a time.</summary>
internal sealed class Lane(LoadConnection connection, IReadOnlyList<byte[]> requests)
{
    private int next;
    private long begun;

    public LoadConnection Connection => connection;

    public void Begin()
    {
        begun = Stopwatch.GetTimestamp();
        connection.Begin(requests[next++ % requests.Count]);
    }

    /// <summary>How long the answer took, once it is whole.</summary>
    /// <exception cref="BenchmarkException">It is not 200.</exception>
    public long? Receive()
    {
        if (connection.Receive() is not { } answer)
            return null;
        return answer.IsOk
            ? Stopwatch.GetTimestamp() - begun
            : throw new BenchmarkException($"A round is void, for an answer was not 200:\n{answer.Head}{answer.Text}");
    }
}
