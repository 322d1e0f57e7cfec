using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TestDigitalPlatform.Benchmarks.Abuse;

/// <summary>Many connections of one attacker, who ignores whatever goes wrong with them.</summary>
internal sealed class Wires(Target target) : IDisposable
{
    // Opened side by side, so that the attack is quick.
    private const int AtOnce = 32;

    private readonly List<Socket> sockets = [];

    internal int Count => sockets.Count;

    /// <summary>Opens many, from one address or from many of this machine's own.</summary>
    internal Task Open(
        int count, Func<Socket, int, Task> begin, bool manyAddresses = false, int? receiveBuffer = null) =>
        Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            lock (sockets)
                sockets.Add(socket);
            try
            {
                if (receiveBuffer is { } size)
                    socket.ReceiveBufferSize = size;
                // All of 127.0.0.0/8 is this machine, on Linux.
                if (manyAddresses && OperatingSystem.IsLinux())
                    socket.Bind(new IPEndPoint(new IPAddress([127, (byte)(1 + i % 200), (byte)(i / 200 % 250), 9]), 0));
                await socket.ConnectAsync(target.Address);
                await begin(socket, i);
            }
            catch (SocketException)
            {
                // The service has ended it, as it may.
            }
        });

    /// <summary>Does something with each connection, again and again, a second apart.</summary>
    internal async Task EachSecond(Action<Socket> act, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var socket in sockets)
            {
                try
                {
                    act(socket);
                }
                catch (SocketException)
                {
                    // Nothing to read or no room to write now, or the service has ended it.
                }
            }

            await Wait(TimeSpan.FromSeconds(1), stop);
        }
    }

    internal static async Task Wait(TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, stop);
        }
        catch (OperationCanceledException)
        {
            // The attack is over.
        }
    }

    /// <summary>Sends what the service takes within a moment.</summary>
    internal static async Task Send(Socket socket, byte[] bytes)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            for (var at = 0; at < bytes.Length;)
                at += await socket.SendAsync(bytes.AsMemory(at), limit.Token);
        }
        catch (OperationCanceledException)
        {
            // It takes no more.
        }
    }

    internal static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);

    public void Dispose()
    {
        foreach (var socket in sockets)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Dispose();
        }
    }
}
