using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Hosting.Messages;
using TestDigitalPlatform.Start;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>Does what must be done before the first request is taken.</summary>
internal sealed class PlatformStart(
    DatabaseStart databaseStart, TransportStart transportStart, Database database, ServiceDefinition definition, PlatformOptions options,
    IConfiguration configuration, IHostApplicationLifetime lifetime, IFileStore files, Vault vault)
    : IHostedLifecycleService
{
    // All hosted services' StartingAsync come before any StartAsync, and so before the server listens.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStopping.Register(static () => StartFailure.StopRequested = true);
        (database.Files, database.Vault) = (files, vault);
        var migrations = definition.Migrations(database.Service);
        return Task.WhenAll(
            transportStart.Run(cancellationToken),
            options.MigrateOnly
                ? databaseStart.Migrate(migrations, database.ConnectionString, cancellationToken)
                : databaseStart.Run(
                    migrations, configuration.GetConnectionString($"{database.Service}-owner"), cancellationToken));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.MigrateOnly)
            lifetime.StopApplication();
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
