using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting.Development;
using TestDigitalPlatform.Hosting.Limits;
using TestDigitalPlatform.Hosting.Problems;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>All open connections: how many there are, whose they are, and what they take of the memory.</summary>
internal sealed class ClientConnections : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    private readonly Ledger ledger;
    private readonly Proxies proxies;
    private readonly TimeSpan firstByteTimeout;
    private readonly Timer rounds;
    private readonly ILogger? lines;

    public ClientConnections(
        PlatformOptions options, MemoryLimits limits, Proxies proxies, IHostEnvironment environment,
        ILoggerFactory loggers)
    {
        ledger = new Ledger(limits.Connections, limits.MaxConnections, options.Connections.AddressShare, TimeProvider.System);
        this.proxies = proxies;
        firstByteTimeout = options.Connections.HeaderTimeout;
        Ended = new EndedCount(() => ledger.Count, loggers.CreateLogger<ClientConnections>());
        lines = environment.IsDevelopment() ? loggers.CreateLogger(RequestLines.Category) : null;
        rounds = new Timer(_ => EndSilent(), null, Round, Round);
    }

    internal EndedCount Ended { get; }

    /// <summary>How many are open.</summary>
    internal int Count => ledger.Count;

    /// <summary>Takes a connection, or ends it when there is no room.</summary>
    internal async ValueTask<ConnectionContext?> Admit(ConnectionContext connection)
    {
        var client = new ClientConnection(connection, this, PartyOf(connection));
        if (ledger.TrySet(client.Claim, ConnectionClaim.Base))
            return client;
        Ended.Add();
        client.Abort();
        await client.DisposeAsync();
        return null;
    }

    internal bool TryHold(ClientConnection client, long bytes) => ledger.TrySet(client.Claim, bytes);

    /// <summary>Writes what the server has refused by itself, which no middleware sees; in Development only.</summary>
    internal void Tell(ClientConnection client, Problem problem)
    {
        if (lines is not null)
            DevelopmentLog.NotUnderstood(
                lines, $"{client.RemoteEndPoint}", problem.Status, problem.Code, problem.Detail.ToString());
    }

    internal void Leave(ClientConnection client) => ledger.Close(client.Claim);

    public void Dispose() => rounds.Dispose();

    private Party PartyOf(ConnectionContext connection)
    {
        var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        return proxies.Include(address)
            ? new Party(PartyKind.Connection, connection.ConnectionId)
            : Party.Of(address);
    }

    // The server gives a new connection as long as one that rests between two requests.
    private void EndSilent()
    {
        foreach (var (claim, age) in ledger.List())
        {
            if (age > firstByteTimeout && claim is ConnectionClaim { IsSilent: true } silent)
                silent.TimeOut();
        }
    }
}
