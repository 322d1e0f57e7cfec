using TestDigitalPlatform.Benchmarks.Setup;

namespace TestDigitalPlatform.Benchmarks.Servers;

/// <summary>Starts competitors, each on its own database.</summary>
/// <param name="keeps">
/// Whether a server, once started, serves every measure. Figures are taken from new processes; the quickest form has no
/// figures, and most of its time would be starts.
/// </param>
internal sealed class ServerSets(Databases databases, ServerSettings settings, bool keeps) : IAsyncDisposable
{
    private readonly Dictionary<ServerKind, Server> kept = [];

    public async Task<ServerSet> Start(IReadOnlyList<ServerKind> kinds, CancellationToken cancellationToken)
    {
        var servers = new List<Server>();
        try
        {
            foreach (var kind in kinds)
                servers.Add(kept.GetValueOrDefault(kind) ?? await Start(kind, cancellationToken));
        }
        catch when (!keeps)
        {
            await new ServerSet(servers, isOwner: true).DisposeAsync();
            throw;
        }

        return new ServerSet(servers, isOwner: !keeps);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in kept.Values)
            await server.DisposeAsync();
    }

    private async Task<Server> Start(ServerKind kind, CancellationToken cancellationToken)
    {
        var server = await Server.Start(kind, databases.Of(kind), settings, cancellationToken);
        if (keeps)
            kept.Add(kind, server);
        return server;
    }
}
