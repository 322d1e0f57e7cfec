using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Benchmarks.Processes.Service;

namespace TestDigitalPlatform.Benchmarks.Processes.Measures;

/// <summary>The same work written by hand: state read, decision, and inbox, place in the key, state and history stored in one batch.</summary>
/// <remarks>Two round trips for a message, a version that guards the row, and another try after a lost race.</remarks>
internal sealed class Twin(NpgsqlDataSource database)
{
    internal const string Tables = """
        create table if not exists twin (
            id uuid primary key, customer_id text not null, version bigint not null, state jsonb not null, changed_at timestamptz not null);
        create table if not exists twin_inbox (id uuid primary key, at timestamptz not null);
        create table if not exists twin_key (source text, key text, last bigint not null, primary key (source, key));
        create table if not exists twin_step (id uuid, version bigint, message text not null, at timestamptz not null, primary key (id, version));
        """;

    private const string Source = "bench";
    private const string Customer = "acme";

    internal async Task Begin(IEnumerable<string> keys)
    {
        await using var command = database.CreateCommand("insert into twin select * from unnest($1, $2, $3, $4, $5)");
        var instances = keys.Select(key => (Id: Guid.Parse(key), State: JsonSerializer.Serialize(new Tally(key, 0, false)))).ToArray();
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. instances.Select(i => i.Id)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. instances.Select(_ => Customer)] });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. instances.Select(_ => 1L)] });
        command.Parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = [.. instances.Select(i => i.State)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        command.Parameters.Add(new NpgsqlParameter<DateTime[]>
        {
            TypedValue = [.. instances.Select(_ => DateTime.UtcNow)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        await command.ExecuteNonQueryAsync();
    }

    /// <param name="id">The message's id.</param>
    /// <param name="number">Its number within its key.</param>
    /// <param name="body">The event, in JSON.</param>
    internal async Task Handle(Guid id, long number, byte[] body)
    {
        var replied = JsonSerializer.Deserialize<TallyReplied>(body, PlatformJson.Options)!;
        while (!await TryHandle(id, number, replied))
        {
        }
    }

    private async Task<bool> TryHandle(Guid message, long number, TallyReplied replied)
    {
        var instance = Guid.Parse(replied.Key);
        await using var connection = await database.OpenConnectionAsync();
        var (version, tally, isRepeated) = await Read(connection, message, instance);
        if (isRepeated)
            return true;
        var next = JsonSerializer.Serialize(tally with { Replies = tally.Replies + 1 });
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into twin_inbox values ($1, now())") { Parameters = { Value(message) } });
        // One that comes after a later one of its key has no number, which the column refuses.
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            insert into twin_key as k values ($1, $2, $3)
            on conflict (source, key) do update set last = case when k.last < excluded.last then excluded.last end
            """)
        {
            Parameters = { Value(Source), Value($"{replied.Key}/{replied.N}"), Value(number) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into twin_step values ($1, $2, 'TallyReplied', now())")
        {
            Parameters = { Value(instance), Value(version + 1) },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("""
            update twin set version = version + 1, state = $4, changed_at = now() where id = $1 and version = $2 and customer_id = $3
            """)
        {
            Parameters =
            {
                Value(instance), Value(version), Value(Customer),
                new NpgsqlParameter<string> { TypedValue = next, NpgsqlDbType = NpgsqlDbType.Jsonb },
            },
        });
        try
        {
            await batch.ExecuteNonQueryAsync();
            return true;
        }
        // Another message of the instance came first: its step has the number.
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
    }

    private static async Task<(long Version, Tally Tally, bool IsRepeated)> Read(NpgsqlConnection connection, Guid message, Guid instance)
    {
        await using var command = new NpgsqlCommand(
            """
            select version, state::text, exists (select from twin_inbox where id = $2) from twin where id = $1 and customer_id = $3
            """,
            connection);
        command.Parameters.Add(Value(instance));
        command.Parameters.Add(Value(message));
        command.Parameters.Add(Value(Customer));
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), JsonSerializer.Deserialize<Tally>(reader.GetString(1))!, reader.GetBoolean(2));
    }

    private static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };
}
