using System.Net;
using System.Net.Sockets;

namespace TestDigitalPlatform.Tests.Shared.Broker;

/// <summary>Ports for programs that are told theirs before they listen.</summary>
internal static class FreePorts
{
    // Below those that systems give out by themselves (RFC 6335, section 6): whatever else listens or connects meanwhile takes none of them.
    private const int First = 15_000;
    private const int Last = 32_000;

    internal static int[] Take(int count)
    {
        var taken = new HashSet<int>();
        while (taken.Count < count)
        {
            var port = Random.Shared.Next(First, Last);
            if (IsFree(port))
                taken.Add(port);
        }

        return [.. taken];
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
