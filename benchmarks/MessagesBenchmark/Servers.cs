using Npgsql;
using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Postgres;
using TestDigitalPlatform.Tests.Shared.Broker;

namespace TestDigitalPlatform.Benchmarks.Messages;

/// <summary>A PostgreSQL and a RabbitMQ of the run's own, and in them a database and a virtual host for each contestant.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private const string Ticks = "ticks";

    // As the platform connects: statements are prepared when they come again.
    private const string Prepared = "Max Auto Prepare=100;Auto Prepare Min Usages=2;Maximum Pool Size=30";

    private readonly LocalBroker broker;
    private readonly DirectoryInfo folder;
    private readonly EmbeddedPostgres postgres;

    private Servers(DirectoryInfo folder, EmbeddedPostgres postgres, LocalBroker broker) =>
        (this.folder, this.postgres, this.broker) = (folder, postgres, broker);

    internal Version PostgresVersion => postgres.Version;

    internal static async Task<Servers> Start()
    {
        // The server makes it, so that it belongs to the account that the server runs as.
        var folder = new DirectoryInfo(Path.Combine(Path.GetTempPath(), $"tdp-bench-{Guid.NewGuid():N}"));
        var broker = new LocalBroker();
        try
        {
            // Both take seconds, of which most are spent waiting.
            var started = broker.Start();
            var postgres = await EmbeddedPostgres.Start(new EmbeddedPostgresOptions { DataFolder = folder.FullName });
            await started;
            return new Servers(folder, postgres, broker);
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>For a service on RabbitMQ.</summary>
    internal Task<ContestantSettings> Platform(string name) => Service(Ticks, name);

    /// <summary>For any service on RabbitMQ.</summary>
    internal async Task<ContestantSettings> Service(string service, string name)
    {
        var database = $"{service}_{name}";
        var connections = await ServiceDatabase.Provision(postgres.AdminConnectionString, service, CancellationToken.None, database);
        return new ContestantSettings(
            ContestantKind.Platform, connections.App, connections.Owner, Admin(database), await broker.MakeVirtualHost(), null, null);
    }

    /// <summary>For a service on PostgreSQL's own transport.</summary>
    internal async Task<ContestantSettings> PlatformOnPostgres()
    {
        var messages = await ServiceDatabase.ProvisionMessages(postgres.AdminConnectionString, Ticks, CancellationToken.None);
        return await Platform("postgres") with { Messages = messages.App, MessagesOwner = messages.Owner };
    }

    /// <summary>For a peer, which is the administrator of its database.</summary>
    internal async Task<ContestantSettings> Peer(ContestantKind kind)
    {
#pragma warning disable CA1308 // The name of a database.
        var database = $"{kind}".ToLowerInvariant();
#pragma warning restore CA1308
        await Execute(Admin("postgres"), $"create database {database}");
        await Execute(Admin(database), Effect.Table);
        return new ContestantSettings(
            kind, $"{Admin(database)};{Prepared}", null, Admin(database), await broker.MakeVirtualHost(), null, null);
    }

    /// <exception cref="BenchmarkException">There are fewer or more effects than events.</exception>
    internal static async Task CheckEffects(ContestantProcess contestant)
    {
        var stored = await Execute(contestant.Settings.Admin, "select count(*) from effect");
        if (stored is not long count || count != contestant.Effects)
            throw new BenchmarkException($"{contestant.Name}: {stored} effects of {contestant.Effects} events.");
    }

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        await postgres.DisposeAsync();
        if (folder.Exists)
            folder.Delete(recursive: true);
    }

    private string Admin(string database) => new NpgsqlConnectionStringBuilder(postgres.AdminConnectionString)
    {
        Database = database, Pooling = database != "postgres",
    }.ConnectionString;

    private static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
#pragma warning disable CA2100 // Our own text.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
