using TestDigitalPlatform.Benchmarks.Setup;

namespace TestDigitalPlatform.Benchmarks.Servers;

/// <summary>Competitors that run at the same time, each on its own database.</summary>
internal sealed class ServerSet : IAsyncDisposable
{
    private readonly List<Server> servers = [];

    private ServerSet()
    {
    }

    /// <summary>The servers, in the order in which their kinds were named.</summary>
    public IReadOnlyList<Server> All => servers;

    public static async Task<ServerSet> Start(
        IReadOnlyList<ServerKind> kinds, Databases databases, ServerSettings settings, CancellationToken cancellationToken)
    {
        var set = new ServerSet();
        try
        {
            foreach (var kind in kinds)
                set.servers.Add(await Server.Start(kind, databases.Of(kind), settings, cancellationToken));
            return set;
        }
        catch
        {
            await set.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in servers)
            await server.DisposeAsync();
    }
}
