using System.Diagnostics;
using Npgsql;
using TestDigitalPlatform.Benchmarks.Chaos.Service;

namespace TestDigitalPlatform.Benchmarks.Chaos;

/// <summary>What became of a run.</summary>
/// <param name="History">What is wrong with the effects.</param>
/// <param name="Poison">How many events could not be handled.</param>
/// <param name="SetAside">How many of them were found in the error queue.</param>
/// <param name="NodeKills">How often a node was killed.</param>
/// <param name="ServerKills">How often a server was.</param>
/// <param name="Drained">From the last event told to the last effect.</param>
internal sealed record Outcome(History History, int Poison, int SetAside, int NodeKills, int ServerKills, TimeSpan Drained);

/// <summary>Tells events while nodes and servers are killed, and waits until all have taken effect.</summary>
internal sealed class ChaosRun(Deployment deployment, Plan plan)
{
    private const int Block = 10;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly IReadOnlyList<Tick> ticks = Tick.Some(plan.Events, plan.Keys);
    private readonly HashSet<Guid> discarded = [];
    private readonly Random random = new(20_261_130);

    internal static Task<Outcome> Run(Deployment deployment, Plan plan) => new ChaosRun(deployment, plan).Run();

    private async Task<Outcome> Run()
    {
        await Until("the service subscribes", async () => await Ask<long>("select count(*) from tdp.handled_type") == 2);
        await Execute("create table if not exists told (block int primary key)");
        var begun = Stopwatch.GetTimestamp();
        var telling = Tell(begun);
        var nodes = Kill(plan.NodeKills, begun, () =>
        {
            deployment.Nodes[random.Next(deployment.Nodes.Count)].Kill();
            return Task.CompletedTask;
        });
        var servers = Enumerable.Repeat(deployment.Servers, plan.ServerKills).SelectMany(server => server).ToList();
        var next = 0;
        var killing = Kill(servers.Count, begun, () => servers[next++].Kill());
        await Task.WhenAll(telling, nodes, killing);
        var told = Stopwatch.GetTimestamp();
        var expected = ticks.Where(tick => !plan.IsPoison(tick)).ToList();
        await Until("all events take effect", async () =>
        {
            await Discard();
            return await Ask<long>("select count(*) from effect") >= expected.Count
                && discarded.Count >= ticks.Count - expected.Count
                && await Ask<long>("select count(*) from tdp.outbox") == 0
                && await Ask<long>("select count(*) from tdp.held_message") == 0
                // What is delivered once more must not take effect once more.
                && await deployment.Queued() == 0;
        });
        return new Outcome(
            History.Of(expected, await Effects()), ticks.Count - expected.Count, discarded.Count, plan.NodeKills, servers.Count,
            Stopwatch.GetElapsedTime(told));
    }

    // In small transactions, as decisions would. One whose answer is lost is repeated, and then finds that it was committed.
    private async Task Tell(long begun)
    {
        foreach (var (block, number) in ticks.Chunk(Block).Select((block, number) => (block, number)))
        {
            await Wait(begun, plan.Telling * ((double)number * Block / ticks.Count));
            await Until("events are told", async () =>
            {
                await Tell(block, number);
                return true;
            });
        }
    }

    private async Task Tell(Tick[] block, int number)
    {
        await using var connection = await Open();
        await using var command = new NpgsqlCommand(
            """
            with new_block as (insert into told (block) values ($1) on conflict do nothing returning block)
            insert into tdp.outbox (id, type, subject, key, customer_id, body, stored_at)
            select gen_random_uuid(), t.type, t.key, t.key, 'acme', json_build_object('key', t.key, 'n', t.n, 'isPoison', t.poison), now()
            from new_block, unnest($2, $3, $4, $5) with ordinality t (type, key, n, poison, place) order by t.place
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. block.Select(tick => (Plan.IsSetAside(tick) ? typeof(Tocked) : typeof(Ticked)).FullName!)],
        });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. block.Select(tick => tick.Key)] });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. block.Select(tick => tick.N)] });
        command.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = [.. block.Select(plan.IsPoison)] });
        await command.ExecuteNonQueryAsync();
    }

    private async Task Kill(int count, long begun, Func<Task> kill)
    {
        for (var i = 0; i < count; i++)
        {
            // Somewhere in its part of the time.
            await Wait(begun, plan.Telling * ((i + random.NextDouble()) / count));
            await kill();
        }
    }

    // As a person would who gives up what can't be handled.
    private async Task Discard()
    {
        await using var connection = await Open();
        await using var command = new NpgsqlCommand(
            "select h.id, tdp.discard_message(h.id) from tdp.held_message h where h.state = 'failed' and h.cause = 'chaos.poison'", connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            discarded.Add(reader.GetGuid(0));
    }

    private async Task<List<Tick>> Effects()
    {
        await using var connection = await Open();
        await using var command = new NpgsqlCommand("select key, n from effect order by position", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var effects = new List<Tick>();
        while (await reader.ReadAsync())
            effects.Add(new Tick(reader.GetString(0), reader.GetInt32(1)));
        return effects;
    }

    private async Task<T> Ask<T>(string sql)
    {
        await using var connection = await Open();
#pragma warning disable CA2100 // Our own text.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private async Task Execute(string sql) => await Ask<object?>(sql + "; select null::text");

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(deployment.Admin);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task Wait(long begun, TimeSpan until)
    {
        if (until - Stopwatch.GetElapsedTime(begun) is var left && left > TimeSpan.Zero)
            await Task.Delay(left);
    }

    // The database may be away at any time.
    private async Task Until(string what, Func<Task<bool>> isSo)
    {
        var begun = Stopwatch.GetTimestamp();
        NpgsqlException? last = null;
        while (Stopwatch.GetElapsedTime(begun) < plan.Limit)
        {
            try
            {
                if (await isSo())
                    return;
            }
            catch (NpgsqlException e)
            {
                last = e;
            }

            await Task.Delay(Look);
        }

        throw new BenchmarkException(
            $"It took longer than {plan.Limit.TotalMinutes:0} minutes until {what}. {last?.Message} The nodes' logs: {deployment.KeepLogs()}");
    }
}
