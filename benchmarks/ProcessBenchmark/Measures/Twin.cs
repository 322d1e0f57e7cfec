using Npgsql;

namespace TestDigitalPlatform.Benchmarks.Processes.Measures;

/// <summary>The same work written by hand: state read, decision, and inbox, state and history stored in one batch.</summary>
/// <remarks>Two round trips for a message, a version that guards the row, and another try after a lost race.</remarks>
internal sealed class Twin(NpgsqlDataSource database)
{
    internal const string Tables = """
        create table if not exists twin (id uuid primary key, version bigint not null, replies int not null, changed_at timestamptz not null);
        create table if not exists twin_inbox (id uuid primary key, at timestamptz not null);
        create table if not exists twin_step (id uuid, version bigint, message text not null, primary key (id, version));
        """;

    internal async Task Begin(IEnumerable<Guid> instances)
    {
        await using var command = database.CreateCommand(
            "insert into twin select id, 1, 0, now() from unnest($1) i (id) on conflict do nothing");
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. instances] });
        await command.ExecuteNonQueryAsync();
    }

    internal async Task Handle(Guid message, Guid instance)
    {
        while (!await TryHandle(message, instance))
        {
        }
    }

    private async Task<bool> TryHandle(Guid message, Guid instance)
    {
        await using var connection = await database.OpenConnectionAsync();
        var (version, replies, isRepeated) = await Read(connection, message, instance);
        if (isRepeated)
            return true;
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into twin_inbox values ($1, now())")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = message } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("insert into twin_step values ($1, $2, 'TallyReplied')")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = instance }, new NpgsqlParameter<long> { TypedValue = version + 1 } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "update twin set version = version + 1, replies = $3, changed_at = now() where id = $1 and version = $2")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = instance }, new NpgsqlParameter<long> { TypedValue = version },
                new NpgsqlParameter<int> { TypedValue = replies + 1 },
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

    private static async Task<(long Version, int Replies, bool IsRepeated)> Read(NpgsqlConnection connection, Guid message, Guid instance)
    {
        await using var command = new NpgsqlCommand(
            "select version, replies, exists (select from twin_inbox where id = $2) from twin where id = $1", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = instance });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt32(1), reader.GetBoolean(2));
    }
}
