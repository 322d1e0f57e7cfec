using System.Text;

namespace TestDigitalPlatform.Benchmarks.Abuse.Attacks;

/// <summary>Attacks that need no token.</summary>
internal static class Strangers
{
    private const int MaxConnections = 10_000;
    private const int HeaderConnections = 6_500;

    private static readonly byte[] Unfinished = Wires.Text(Headers(31, "GET /items HTTP/1.1"));

    private static readonly byte[] Finished =
        Wires.Text(Headers(31, "GET /health/live HTTP/1.1") + "\r\n");

    private static readonly byte[] Unknown = Wires.Text(
        string.Concat(Enumerable.Repeat("GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n", 600)));

    internal static Task Silent(Target target, CancellationToken stop) => Hold(target, MaxConnections, [], false, stop);

    internal static Task SilentFromMany(Target target, CancellationToken stop) =>
        Hold(target, MaxConnections, [], true, stop);

    internal static Task UnfinishedHeaders(Target target, CancellationToken stop) =>
        Hold(target, HeaderConnections, Unfinished, false, stop);

    internal static Task UnfinishedHeadersFromMany(Target target, CancellationToken stop) =>
        Hold(target, HeaderConnections, Unfinished, true, stop);

    internal static Task IdleWithHeaders(Target target, CancellationToken stop) =>
        Hold(target, HeaderConnections, Finished, false, stop);

    // A little is read, so that no time limit for answers ends the connection.
    internal static async Task UnreadAnswers(Target target, CancellationToken stop)
    {
        using var wires = new Wires(target);
        await wires.Open(target.Plan.Some(500), (socket, _) => Wires.Send(socket, Unknown), receiveBuffer: 4_096);
        var buffer = new byte[600];
        await wires.EachSecond(
            socket =>
            {
                if (socket.Available > 0)
                    socket.Receive(buffer);
            },
            stop);
    }

    private static async Task Hold(
        Target target, int count, byte[] bytes, bool manyAddresses, CancellationToken stop)
    {
        using var wires = new Wires(target);
        await wires.Open(target.Plan.Some(count), (socket, _) => Wires.Send(socket, bytes), manyAddresses);
        await Wires.Wait(Timeout.InfiniteTimeSpan, stop);
    }

    private static string Headers(int kilobytes, string requestLine)
    {
        var text = new StringBuilder(requestLine).Append("\r\nHost: localhost\r\n");
        for (var i = 0; i < kilobytes; i++)
            text.Append("X-Header-").Append(i).Append(": ").Append('x', 1_000).Append("\r\n");
        return text.ToString();
    }
}
