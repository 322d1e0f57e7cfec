using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Postgres.Development;

/// <summary>Ends the private server after the service has ended.</summary>
/// <remarks>
/// A hosted service only so that the container makes it, and early: what is made first is disposed of last, when all
/// that holds connections is gone.
/// </remarks>
internal sealed class DevelopmentServer(EmbeddedPostgres postgres, string folder, ILogger logger)
    : IHostedService, IAsyncDisposable
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        DevelopmentLog.Started(logger, postgres.Version, postgres.Port, folder);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => postgres.DisposeAsync();
}
