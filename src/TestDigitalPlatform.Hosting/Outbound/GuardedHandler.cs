using System.Net;
using System.Net.Sockets;

namespace TestDigitalPlatform.Hosting.Outbound;

/// <summary>The address that a name stands for may not be connected to.</summary>
internal sealed class AddressNotAllowedException(string host)
    : IOException($"'{host}' has no address that may be connected to.");

/// <summary>Makes connections on behalf of others, which can't lead inward.</summary>
/// <remarks>
/// The address is looked at when it is connected to, so a name that is changed after it was looked at (DNS rebinding) gains nothing.
/// Redirects are not followed, no proxy is used, nothing is kept of an answer's cookies, and nothing of the trace but what the caller sets.
/// </remarks>
internal static class GuardedHandler
{
    private const int MaxHeaderKilobytes = 16;

    /// <param name="rules">Which addresses may be connected to.</param>
    /// <param name="resolve">Finds the addresses of a name.</param>
    /// <param name="connectionsPerServer">How many connections one server may have.</param>
    internal static SocketsHttpHandler Create(
        AddressRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve, int connectionsPerServer) => new()
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(15),
            MaxConnectionsPerServer = connectionsPerServer,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            MaxResponseDrainSize = 0,
            ResponseDrainTimeout = TimeSpan.Zero,
            ConnectCallback = async (context, cancellationToken) =>
                await Connect(rules, resolve, context.DnsEndPoint, cancellationToken),
        };

    private static async Task<Stream> Connect(
        AddressRules rules, Func<string, CancellationToken, Task<IPAddress[]>> resolve, DnsEndPoint to,
        CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(to.Host, out var literal) ? [literal] : await resolve(to.Host, cancellationToken);
        var addresses = found.Where(rules.Allow).ToArray();
        if (addresses.Length == 0)
            throw found.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressNotAllowedException(to.Host);
        Exception? failure = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, to.Port), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e)
            {
                socket.Dispose();
                if (e is not SocketException)
                    throw;
                failure = e;
            }
        }

        throw failure!;
    }
}
