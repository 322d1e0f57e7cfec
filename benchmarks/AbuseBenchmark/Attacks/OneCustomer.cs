namespace TestDigitalPlatform.Benchmarks.Abuse.Attacks;

/// <summary>Attacks with a token: of one user, or of two.</summary>
internal static class OneCustomer
{
    private const int Connections = 450;
    private const int BodyBytes = 1_000_000;
    private const int SentBytes = 900_000;

    private static readonly byte[] Spaces = [.. Enumerable.Repeat((byte)' ', SentBytes)];

    internal static async Task SlowBodies(Target target, CancellationToken stop)
    {
        using var wires = new Wires(target);
        var head = Head(target, 0, $"Content-Length: {BodyBytes}");
        await wires.Open(target.Plan.Some(Connections), (socket, _) => Wires.Send(socket, [.. head, .. Spaces]));
        await wires.EachSecond(socket => socket.Send(Spaces.AsSpan(0, 600)), stop);
    }

    internal static async Task SlowChunks(Target target, CancellationToken stop)
    {
        using var wires = new Wires(target);
        var head = Head(target, 0, "Transfer-Encoding: chunked");
        var large = Wires.Text($"{SentBytes:X}\r\n").Concat(Spaces).Concat("\r\n"u8.ToArray());
        await wires.Open(target.Plan.Some(Connections), (socket, _) => Wires.Send(socket, [.. head, .. large]));
        var tiny = Wires.Text(string.Concat(Enumerable.Repeat("1\r\n \r\n", 300)));
        await wires.EachSecond(socket => socket.Send(tiny), stop);
    }

    internal static async Task ExpectContinue(Target target, CancellationToken stop)
    {
        using var wires = new Wires(target);
        var head = Head(target, 0, $"Content-Length: {BodyBytes}\r\nExpect: 100-continue");
        await wires.Open(target.Plan.Some(5_000), (socket, _) => Wires.Send(socket, head));
        await Wires.Wait(Timeout.InfiniteTimeSpan, stop);
    }

    internal static async Task SlowReaders(Target target, CancellationToken stop)
    {
        using var wires = new Wires(target);
        var requests = Enumerable.Range(0, 2).Select(user => Wires.Text(string.Concat(Enumerable.Repeat(
            $"GET /items?limit=500 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {target.Token(user)}\r\n\r\n",
            20)))).ToArray();
        await wires.Open(target.Plan.Some(800), (socket, i) => Wires.Send(socket, requests[i % 2]), receiveBuffer: 4_096);
        var buffer = new byte[600];
        await wires.EachSecond(
            socket =>
            {
                if (socket.Available > 0)
                    socket.Receive(buffer);
            },
            stop);
    }

    private static byte[] Head(Target target, int customer, string headers) => Wires.Text(
        "POST /items HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        + $"Authorization: Bearer {target.Token(customer)}\r\n{headers}\r\n\r\n");
}
