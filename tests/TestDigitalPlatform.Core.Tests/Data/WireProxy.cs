using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TestDigitalPlatform.Core.Tests.Data;

/// <summary>Stands between a service and its database, and counts how often the service waits: once for each ReadyForQuery.</summary>
internal sealed class WireProxy : IAsyncDisposable
{
    private const byte ReadyForQuery = (byte)'Z';

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> pumps = [];
    private readonly (string Host, int Port) server;
    private readonly Task accepting;
    private readonly List<TcpClient> clients = [];
    private int roundTrips;
    private volatile bool loseAnswer;

    internal WireProxy(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        server = (settings.Host!, settings.Port);
        listener.Start();
        (settings.Host, settings.Port) = ("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        settings.SslMode = SslMode.Disable;
        ConnectionString = settings.ConnectionString;
        accepting = Accept();
    }

    internal string ConnectionString { get; }

    internal int RoundTrips => Volatile.Read(ref roundTrips);

    /// <summary>Breaks the connection when the next answer is complete, before the service gets any of it.</summary>
    internal void LoseNextAnswer() => loseAnswer = true;

    /// <summary>Breaks all connections, whatever the database is at.</summary>
    internal void Cut()
    {
        lock (clients)
            clients.ForEach(client => client.Close());
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(pumps);
        stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                var database = new TcpClient();
                await database.ConnectAsync(server.Host, server.Port, stop.Token);
                lock (clients)
                    clients.Add(client);
                pumps.Add(Pump(client, database, _ => { }, isAnswer: false));
                pumps.Add(Pump(
                    database, client, new FrameCounter(() => Interlocked.Increment(ref roundTrips)).Read, isAnswer: true));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }

    private delegate void Watch(ReadOnlySpan<byte> bytes);

    private async Task Pump(TcpClient from, TcpClient to, Watch watch, bool isAnswer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await from.GetStream().ReadAsync(buffer, stop.Token) is var count and > 0)
            {
                var before = RoundTrips;
                watch(buffer.AsSpan(0, count));
                if (isAnswer && loseAnswer)
                {
                    if (RoundTrips == before)
                        continue;
                    loseAnswer = false;
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // Either side has closed, which ends the other's pump too.
        }
        finally
        {
            to.Close();
        }
    }

    /// <summary>Walks the server's messages: a type, a length that counts itself, and content.</summary>
    private sealed class FrameCounter(Action found)
    {
        private readonly byte[] header = new byte[5];
        private int headerLength;
        private int skip;

        internal void Read(ReadOnlySpan<byte> bytes)
        {
            while (bytes.Length > 0)
            {
                if (skip > 0)
                {
                    var skipped = Math.Min(skip, bytes.Length);
                    skip -= skipped;
                    bytes = bytes[skipped..];
                    continue;
                }

                header[headerLength++] = bytes[0];
                bytes = bytes[1..];
                if (headerLength < header.Length)
                    continue;
                headerLength = 0;
                skip = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - 4;
                if (header[0] == ReadyForQuery)
                    found();
            }
        }
    }
}
