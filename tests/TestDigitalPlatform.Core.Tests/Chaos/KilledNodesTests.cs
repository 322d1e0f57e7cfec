using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestDigitalPlatform.Core.Tests.Messages;
using TestDigitalPlatform.Migrations;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Core.Tests.Chaos;

public sealed class KilledNodesTests
{
    private const string Type = "TestDigitalPlatform.Core.TestNode.Ticked";

    [Fact]
    public async Task Nothing_is_lost_doubled_or_out_of_order_when_nodes_are_killed_behind_a_pooler()
    {
        await using var pooler = await PgBouncer.Start();
        await Run(pooler, events: 1_500, keys: 50, kills: 4, nodes: 2);
    }

    [Fact]
    [Trait("Form", "Long")]
    public Task Nor_in_a_long_run() => Run(null, events: 20_000, keys: 200, kills: 120, nodes: 4);

    private static async Task Run(PgBouncer? pooler, int events, int keys, int kills, int nodes)
    {
        await using var queues = new PostgresQueues();
        await using var alpha = await Service("alpha");
        await using var beta = await Service("beta", """
            create table effect (
                position bigint generated always as identity primary key, customer_id text collate "C" not null, key text not null, n int not null);
            select tdp.isolate('effect');
            """);
        string[] relaying = [.. await To(alpha, "alpha")];
        string[] handling = [.. await To(beta, "beta")];
        var told = Enumerable.Range(0, events).Select(i => new Tick($"k{i % keys}", i / keys)).ToList();

        // The first node subscribes; what is told before would come to nobody.
        var first = new Node(["handle", .. handling]);
        await Until(async () => await beta.Scalar<long>("select count(*) from tdp.handled_type") == 1);
        await Until(async () => await Subscribed(queues));
        var relays = Enumerable.Range(0, nodes).Select(_ => new Node(["relay", .. relaying])).ToList();
        var handlers = Enumerable.Range(1, nodes - 1)
            .Select(_ => new Node(["handle", .. handling])).Prepend(first).ToList();
        try
        {
            var telling = Tell(alpha, told);
            var random = new Random(20261130);
            List<Node> all = [.. relays, .. handlers];
            for (var kill = 1; kill <= kills; kill++)
            {
                // Some part of the way each time, wherever the others are.
                var share = (long)told.Count * kill / (kills + 2);
                await Until(async () => await Effects(beta) >= share);
                await all[random.Next(all.Count)].Replace();
            }

            await telling;
            await Until(async () => await Effects(beta) >= told.Count(t => !IsPoison(t)) && await Open(alpha, beta) == 0);
        }
        finally
        {
            foreach (var node in relays.Concat(handlers))
                node.Dispose();
        }

        History.Faults([.. told.Where(t => !IsPoison(t))], await Stored(beta)).ShouldBeEmpty();
        (await beta.Scalar<long>("select count(*) from tdp.held_message where cause = 'chaos.poison'"))
            .ShouldBe(told.Count(IsPoison));

        // LISTEN has a connection to the server itself, all else may go through a pooler.
        async Task<string[]> To(TestDatabase database, string service)
        {
            var transport = await queues.ConnectionString(service);
            return
            [
                service, pooler?.Through(database.Connections.App) ?? database.Connections.App,
                pooler?.Through(transport) ?? transport, transport,
            ];
        }
    }

    private static bool IsPoison(Tick tick) => tick is { Key: "k7", N: 3 or 11 } or { Key: "k42", N: 20 };

    private static async Task<TestDatabase> Service(string name, string? schema = null)
    {
        var database = await TestPostgres.CreateDatabase(name, async template =>
            await new Migrator(name, Migration.OfService(typeof(TaskService).Assembly), NullLogger.Instance).Run(template.Owner, default));
        if (schema is null)
            return database;
        await using var owner = new NpgsqlConnection(database.Connections.Owner + ";Pooling=false");
        await owner.OpenAsync();
#pragma warning disable CA2100 // The test's own.
        await using var command = new NpgsqlCommand(schema, owner);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return database;
    }

    // In small transactions, as decisions would.
    private static async Task Tell(TestDatabase alpha, List<Tick> told)
    {
        await using var source = TestDigitalPlatform.Data.Database.Connect(alpha.Connections.App);
        foreach (var block in told.Chunk(20))
        {
            await using var batch = source.CreateBatch();
            batch.BatchCommands.Add(new NpgsqlBatchCommand(
                "select set_config('role', 'alpha_app', true), set_config('tdp.customer', 'acme', true)"));
            foreach (var tick in block)
            {
                var body = $$"""{"key":"{{tick.Key}}","n":{{tick.N}},"isPoison":{{(IsPoison(tick) ? "true" : "false")}}}""";
                batch.BatchCommands.Add(new NpgsqlBatchCommand(
                    "insert into tdp.outbox (id, type, subject, key, customer_id, body, stored_at) values ($1, $2, $3, $3, 'acme', $4::json, now())")
                {
                    Parameters =
                    {
                        new() { Value = Guid.CreateVersion7() }, new() { Value = Type }, new() { Value = tick.Key }, new() { Value = body },
                    },
                });
            }

            await batch.ExecuteNonQueryAsync();
        }
    }

    private static Task<long> Effects(TestDatabase beta) => beta.Scalar<long>("select count(*) from effect");

    private static async Task<long> Open(TestDatabase alpha, TestDatabase beta) =>
        await alpha.Scalar<long>("select count(*) from tdp.outbox")
        + await beta.Scalar<long>("select count(*) from tdp.held_message where state <> 'failed'");

    private static async Task<bool> Subscribed(PostgresQueues queues) => await queues.Scalar<long>("select count(*) from tdp.subscription") == 1;

    private static async Task<List<Tick>> Stored(TestDatabase beta)
    {
        await using var connection = await beta.OpenAsSuperuser();
        await using var command = new NpgsqlCommand("select key, n from effect order by position", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var effects = new List<Tick>();
        while (await reader.ReadAsync())
            effects.Add(new Tick(reader.GetString(0), reader.GetInt32(1)));
        return effects;
    }

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        while (!await isSo())
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
    }
}
