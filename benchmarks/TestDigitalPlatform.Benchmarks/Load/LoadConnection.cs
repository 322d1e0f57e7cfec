using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>A kept-alive HTTP/1.1 connection that does no more than it must, so that the machine's time is the server's.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly byte[] buffer = new byte[256 * 1024];
    private (int Head, int Length, bool Chunked) expected;
    private int received;

    private LoadConnection(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    public static async Task<LoadConnection> Open(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, cancellationToken);
        return new LoadConnection(socket);
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    public Answer Ask(ReadOnlySpan<byte> request)
    {
        Begin(request);
        while (true)
        {
            if (Receive() is { } answer)
                return answer;
        }
    }

    /// <summary>Sends a request.</summary>
    public void Begin(ReadOnlySpan<byte> request)
    {
        (received, expected) = (0, default);
        Socket.Send(request);
    }

    /// <summary>Takes what has come, or waits for something; <see langword="null"/> when that is not the whole answer yet.</summary>
    public Answer? Receive()
    {
        var count = Socket.Receive(buffer.AsSpan(received));
        if (count == 0)
            throw new BenchmarkException("The server closed a connection.");
        received += count;
        if (expected.Head == 0)
            expected = ReadHead(buffer.AsSpan(0, received));
        var (head, length, chunked) = expected;
        return head > 0 && IsWhole(received, head, length, chunked)
            ? new Answer(buffer.AsMemory(0, head), buffer.AsMemory(head, received - head), chunked)
            : null;
    }

    public void Dispose() => Socket.Dispose();

    // JSON escapes its line ends, so the mark of the last chunk can't be a part of the content.
    private bool IsWhole(int received, int head, int length, bool chunked) => chunked
        ? buffer.AsSpan(head, received - head).EndsWith("0\r\n\r\n"u8)
        : received >= head + length;

    // Kestrel writes these names so.
    private static (int Head, int Length, bool Chunked) ReadHead(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return default;
        var head = received[..(end + 2)];
        var at = head.IndexOf("\r\nContent-Length: "u8);
        if (at < 0)
            return (end + 4, 0, head.IndexOf("\r\nTransfer-Encoding: chunked\r\n"u8) >= 0);
        return Utf8Parser.TryParse(head[(at + 18)..], out int length, out _)
            ? (end + 4, length, false)
            : throw new BenchmarkException("The server sent a length that is none.");
    }
}
