using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>A kept-alive HTTP/1.1 connection that does no more than it must, so that the machine's time is the server's.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket socket;
    private readonly byte[] buffer = new byte[256 * 1024];

    private LoadConnection(Socket socket) => this.socket = socket;

    public static async Task<LoadConnection> Open(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address, cancellationToken);
        return new LoadConnection(socket);
    }

    public async ValueTask<Answer> Send(ReadOnlyMemory<byte> request, CancellationToken cancellationToken)
    {
        await socket.SendAsync(request, cancellationToken);
        var received = 0;
        var (head, length, chunked) = (0, 0, false);
        while (head == 0 || !IsWhole(received, head, length, chunked))
        {
            var count = await socket.ReceiveAsync(buffer.AsMemory(received), cancellationToken);
            if (count == 0)
                throw new BenchmarkException("The server closed a connection.");
            received += count;
            if (head == 0)
                (head, length, chunked) = ReadHead(buffer.AsSpan(0, received));
        }

        return new Answer(buffer.AsMemory(0, head), buffer.AsMemory(head, received - head), chunked);
    }

    public void Dispose() => socket.Dispose();

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
