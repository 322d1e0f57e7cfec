using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Transports.Postgres;

/// <summary>The database that the services of a deployment share for their queues. Connects when it is first used.</summary>
/// <param name="connectionString">Signs in as the service.</param>
/// <param name="listenConnectionString">Reaches the server itself, where the other one reaches a pooler.</param>
/// <param name="loggers">Where the driver logs.</param>
internal sealed class TransportDatabase(
    string connectionString, string? listenConnectionString, ILoggerFactory? loggers) : IAsyncDisposable
{
    private const int PoolSize = 20;

    private readonly Lazy<NpgsqlDataSource> source = new(() => Connect(connectionString, loggers));

    internal NpgsqlDataSource Source => source.Value;

    /// <summary>For the one connection of a node that stays, to be told of new messages; holds the password.</summary>
    internal string ListenConnectionString { get; } = listenConnectionString ?? connectionString;

    public async ValueTask DisposeAsync()
    {
        if (source.IsValueCreated)
            await source.Value.DisposeAsync();
    }

    private static NpgsqlDataSource Connect(string connectionString, ILoggerFactory? loggers)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = PoolSize;
        return Database.Connect(settings.ConnectionString, loggers);
    }
}
