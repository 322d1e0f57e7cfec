namespace TestDigitalPlatform.Benchmarks.Servers;

/// <summary>Competitors that run at the same time.</summary>
/// <param name="servers">In the order in which their kinds were named.</param>
/// <param name="isOwner">Whether they end with the set.</param>
internal sealed class ServerSet(IReadOnlyList<Server> servers, bool isOwner) : IAsyncDisposable
{
    public IReadOnlyList<Server> All => servers;

    public async ValueTask DisposeAsync()
    {
        if (!isOwner)
            return;
        foreach (var server in servers)
            await server.DisposeAsync();
    }
}
