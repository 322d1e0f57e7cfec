using Npgsql;
using TestDigitalPlatform.Benchmarks.Chaos.Nodes;
using TestDigitalPlatform.Benchmarks.Chaos.Servers;
using TestDigitalPlatform.Postgres;
using TestDigitalPlatform.Tests.Shared.Broker;

namespace TestDigitalPlatform.Benchmarks.Chaos;

/// <summary>A service of several processes behind a pooler, with its transport.</summary>
internal sealed class Deployment : IAsyncDisposable
{
    private readonly string logs = Directory.CreateTempSubdirectory("tdp-chaos-logs-").FullName;
    private readonly List<Node> nodes = [];
    private readonly LocalBroker? broker;
    private readonly string? virtualHost;
    private readonly PgBouncer pooler;
    private bool keepLogs;

    private Deployment(ChaosPostgres postgres, PgBouncer pooler, LocalBroker? broker, string? virtualHost, string database)
    {
        (Postgres, this.pooler, this.broker, this.virtualHost) = (postgres, pooler, broker, virtualHost);
        Admin = new NpgsqlConnectionStringBuilder(postgres.AdminConnectionString) { Database = database, Pooling = false }.ConnectionString;
    }

    internal ChaosPostgres Postgres { get; }

    internal IReadOnlyList<Node> Nodes => nodes;

    /// <summary>The administrator's connection to the service's database, past the pooler.</summary>
    internal string Admin { get; }

    /// <summary>What can be killed beside the nodes.</summary>
    internal IReadOnlyList<(string Name, Func<Task> Kill)> Servers =>
    [
        ("PostgreSQL", Postgres.Crash), ("PgBouncer", pooler.Kill), .. broker is null ? Array.Empty<(string, Func<Task>)>() : [("RabbitMQ", broker.Restart)],
    ];

    internal static async Task<Deployment> Start(ChaosPostgres postgres, bool onRabbitMq, int nodes)
    {
        var database = onRabbitMq ? "chaos_rabbitmq" : "chaos_postgres";
        var service = await ServiceDatabase.Provision(
            postgres.AdminConnectionString, NodeProgram.Service, CancellationToken.None, database);
        var pooler = await PgBouncer.Start(postgres.Port);
        var broker = onRabbitMq ? new LocalBroker() : null;
        var virtualHost = broker is null ? null : await broker.MakeVirtualHost();
        var deployment = new Deployment(postgres, pooler, broker, virtualHost, database);
        try
        {
            List<string> configuration =
            [
                $"--ConnectionStrings:{NodeProgram.Service}={pooler.Through(service.App)}",
                $"--ConnectionStrings:{NodeProgram.Service}-owner={service.Owner}",
                .. broker is null ? await Queues() : [$"--ConnectionStrings:messages-rabbitmq={virtualHost}"],
            ];
            for (var i = 0; i < 2 * nodes; i++)
                deployment.nodes.Add(new Node(
                    new NodeSettings(Relays: i % 2 == 0, configuration, onRabbitMq), Path.Combine(deployment.logs, $"node{i}.log")));
            return deployment;
        }
        catch
        {
            await deployment.DisposeAsync();
            throw;
        }

        // LISTEN has a connection to the server itself.
        async Task<string[]> Queues()
        {
            var messages = await ServiceDatabase.ProvisionMessages(
                postgres.AdminConnectionString, NodeProgram.Service, CancellationToken.None);
            return
            [
                $"--ConnectionStrings:messages={pooler.Through(messages.App)}", $"--ConnectionStrings:messages-listen={messages.App}",
                $"--ConnectionStrings:messages-owner={messages.Owner}",
            ];
        }
    }

    /// <summary>How many messages are in queues, also those that a node has and has not acknowledged.</summary>
    internal async Task<long> Queued()
    {
        if (broker is not null)
            // A queue that the plugin knows nothing of yet counts as not empty.
            return (await broker.Ask("queues", virtualHost!)).EnumerateArray()
                .Sum(queue => queue.TryGetProperty("messages", out var messages) ? messages.GetInt64() : 1);
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Admin) { Database = "messages" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select count(*) from tdp.queue", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The folder with the nodes' logs, which stays.</summary>
    internal string KeepLogs()
    {
        keepLogs = true;
        return logs;
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(nodes.Select(node => node.DisposeAsync().AsTask()));
        if (broker is not null)
            await broker.DisposeAsync();
        await pooler.DisposeAsync();
        if (!keepLogs)
            Directory.Delete(logs, recursive: true);
    }
}
