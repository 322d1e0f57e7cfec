using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Migrations;
using TestDigitalPlatform.Postgres;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Transports.Postgres;

namespace TestDigitalPlatform.Core.Tests.Messages;

internal sealed class PostgresQueues : TestQueues
{
    private readonly string name = $"messages_{Guid.NewGuid():N}";
    private readonly List<IAsyncDisposable> opened = [];

    /// <summary>How a service connects, before anything stands in between.</summary>
    internal async Task<string> ConnectionString(string service)
    {
        var admin = await TestPostgres.AdminConnectionString();
        var connections = await ServiceDatabase.ProvisionMessages(admin, service, default, name);
        await Migrator.RunTransport(connections.Owner, "messages", NullLogger.Instance, default);
        return connections.App;
    }

    /// <summary>Looks past all rights.</summary>
    internal async Task<T> Scalar<T>(string sql)
    {
        var settings = new NpgsqlConnectionStringBuilder(await TestPostgres.AdminConnectionString()) { Database = name, Pooling = false };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // The tests' own.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal override async Task<IMessageTransport> As(string service)
    {
        var direct = await ConnectionString(service);
        var database = new TransportDatabase(direct, direct, null);
        var signals = new QueueSignals(
            database, new MessageService(service), TimeProvider.System, NullLogger<QueueSignals>.Instance);
        await signals.StartAsync(default);
        opened.Add(new Opened(database, signals));
        return new PostgresTransport(
            database, signals, new MessageOptions { PollInterval = TimeSpan.FromMilliseconds(200) }, TimeProvider.System);
    }

    internal override Task PassTime() => Scalar<object>(
        "update tdp.subscription set seen_at = now() - interval '31 minutes' returning endpoint");

    public override async ValueTask DisposeAsync()
    {
        foreach (var each in opened)
            await each.DisposeAsync();
        await ServiceDatabase.DropDatabase(await TestPostgres.AdminConnectionString(), name);
    }

    private sealed class Opened(TransportDatabase database, QueueSignals signals) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await signals.StopAsync(default);
            signals.Dispose();
            await database.DisposeAsync();
        }
    }
}
