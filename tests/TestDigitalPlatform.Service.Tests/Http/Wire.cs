using System.Net.Sockets;
using System.Text;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>A connection that sends what no decent client would.</summary>
internal sealed class Wire(TcpClient connection) : IDisposable
{
    private readonly StringBuilder received = new();

    /// <summary>Begins a command as Ann of acme; the rest of its headers, and its body, are the test's.</summary>
    internal static async Task<Wire> Begin(TestService service, string headers)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(service.Address.Host, service.Address.Port);
        var token = service.Token(new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme")));
        var wire = new Wire(connection);
        await wire.Send($"POST /notes HTTP/1.1\r\nHost: {service.Address.Authority}\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{headers}\r\n\r\n");
        return wire;
    }

    /// <summary>Sends something that need not be a request.</summary>
    internal static async Task<Wire> Say(TestService service, string text)
    {
        var connection = new TcpClient();
        await connection.ConnectAsync(service.Address.Host, service.Address.Port);
        var wire = new Wire(connection);
        await wire.Send(text);
        return wire;
    }

    internal Task Send(string text) => connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text)).AsTask();

    /// <summary>Sends as much as the service takes.</summary>
    internal async Task TrySend(string text)
    {
        try
        {
            await Send(text);
        }
        catch (IOException)
        {
            // The service has ended the connection; what it said can still be read.
        }
    }

    /// <summary>Says that nothing more will come; the answer can still be received.</summary>
    internal void SendNoMore() => connection.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Waits until the service ends the connection.</summary>
    internal async Task ReceiveEnd()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[1024];
        try
        {
            while (await connection.Client.ReceiveAsync(buffer, deadline.Token) > 0)
            {
                // What it has said before does not matter.
            }
        }
        catch (SocketException)
        {
            // It was a reset.
        }
    }

    /// <summary>Ends the connection as a broken client does: with a reset, and no goodbye.</summary>
    internal void Reset()
    {
        connection.Client.LingerState = new LingerOption(enable: true, seconds: 0);
        connection.Close();
    }

    /// <summary>All that came until this text did.</summary>
    internal async Task<string> ReceiveUntil(string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[1024];
        while (!received.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await connection.Client.ReceiveAsync(buffer, deadline.Token);
            if (count == 0)
                throw new EndOfStreamException($"The connection ended before '{text}': {received}");
            received.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        return received.ToString();
    }

    public void Dispose() => connection.Dispose();
}
