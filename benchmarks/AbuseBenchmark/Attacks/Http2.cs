using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace TestDigitalPlatform.Benchmarks.Abuse.Attacks;

/// <summary>Attacks over HTTP/2, where one connection carries many requests.</summary>
internal static class Http2
{
    private const int Clients = 60;
    private const int Streams = 90;

    internal static Task SlowBodies(Target target, CancellationToken stop) =>
        Each(
            target, HttpMethod.Post, "/items", request => request.Content = new Trickle(stop), stop);

    internal static Task UnreadAnswers(Target target, CancellationToken stop) =>
        Each(target, HttpMethod.Get, "/items?limit=500", _ => { }, stop);

    // A header block is never ended: each frame is followed by one that goes on (RFC 9113, section 6.10).
    internal static async Task EndlessHeaders(Target target, CancellationToken stop)
    {
        const int connections = 3_000;
        byte[] begin =
        [
            .. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(4, 0, 0, []), .. Frame(1, 1, 1, Header(8_000)),
            .. Frame(9, 0, 1, Header(8_000)), .. Frame(9, 0, 1, Header(8_000)),
        ];
        var sockets = new List<Socket>();
        try
        {
            for (var i = 0; i < target.Plan.Some(connections) && !stop.IsCancellationRequested; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await socket.ConnectAsync(IPAddress.Loopback, target.Http2.Port, CancellationToken.None);
                await Wires.Send(socket, begin);
            }
        }
        catch (SocketException)
        {
            // The service has ended it, as it may.
        }

        await Wires.Wait(Timeout.InfiniteTimeSpan, stop);
        sockets.ForEach(socket => socket.Dispose());
    }

    private static async Task Each(
        Target target, HttpMethod method, string path, Action<HttpRequestMessage> fill, CancellationToken stop)
    {
        var authorization = new AuthenticationHeaderValue("Bearer", target.Token(0));
        var clients = Enumerable.Range(0, target.Plan.Some(Clients)).Select(_ => new HttpClient(new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = false,
            InitialHttp2StreamWindowSize = 65_535,
        })).ToList();
        await Task.WhenAll(clients.SelectMany(client => Enumerable.Range(0, Streams).Select(_ =>
        {
            var request = new HttpRequestMessage(method, new Uri(target.Http2, path))
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Headers = { Authorization = authorization },
            };
            fill(request);
            return Quietly(client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop));
        })).ToList());
        await Wires.Wait(Timeout.InfiniteTimeSpan, stop);
        clients.ForEach(client => client.Dispose());
    }

    private static async Task Quietly(Task<HttpResponseMessage> answer)
    {
        try
        {
            await answer;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
        {
            // The service has ended it, as it may, or the attack is over.
        }
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    // A literal field without indexing (RFC 7541, section 6.2.2), with a value of so many bytes, beyond 254.
    private static byte[] Header(int length)
    {
        var rest = length - 127;
        return
        [
            0, 3, .. "x-a"u8, 0x7F, (byte)(rest % 128 + 128), (byte)(rest / 128),
            .. Enumerable.Repeat((byte)'x', length),
        ];
    }

    // 40 KB at once, and then a little each second.
    private sealed class Trickle(CancellationToken stop) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Enumerable.Repeat((byte)' ', 40_000).ToArray(), stop);
            while (!stop.IsCancellationRequested)
            {
                await stream.FlushAsync(stop);
                await Wires.Wait(TimeSpan.FromSeconds(1), stop);
                await stream.WriteAsync("                              "u8.ToArray(), stop);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
