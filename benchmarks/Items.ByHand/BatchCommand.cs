using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Items;

/// <summary>AddItem in two round trips with raw Npgsql: a fetch, then one batch, which is one implicit transaction.</summary>
internal static class BatchCommand
{
    /// <returns><see langword="null"/> when the plan allows no more, or somebody else was first.</returns>
    internal static async Task<ItemReceipt?> Add(AddItem command, Caller caller, NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        var (maxOpen, openCount, version) = await Fetch(connection, caller);
        if (openCount >= maxOpen)
            return null;

        var now = DateTime.UtcNow;
        var id = Guid.CreateVersion7(now);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Command(
            CommandSql.InsertItem, Of(id), Of(caller.Customer), Of(command.Title), Of(command.Priority), Of(now)));
        batch.BatchCommands.Add(Command(CommandSql.CountItemOrFail, Of(caller.Customer), Of(version)));
        batch.BatchCommands.Add(Command(
            CommandSql.InsertEvent, Of(Guid.CreateVersion7(now)), Of("Items.ItemAdded"), Of(id.ToString()), Of(caller.Customer),
            new NpgsqlParameter<string>
            {
                TypedValue = JsonSerializer.Serialize(
                    new ItemAdded(id, caller.Customer, command.Title, command.Priority), JsonSerializerOptions.Web),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            },
            Of(Activity.Current?.Id), Of(now)));
        batch.BatchCommands.Add(Command(
            CommandSql.InsertAudit, Of(Guid.CreateVersion7(now)), Of(now), Of("AddItem"), Of(caller.User), Of<string?>(null), Of(caller.Role),
            Of(caller.Customer), Of(id.ToString()), Of("accepted"), Of<string?>(null), Of(Activity.Current?.TraceId.ToString())));
        try
        {
            await batch.ExecuteNonQueryAsync();
            return new ItemReceipt(id);
        }
        catch (PostgresException e) when (e.SqlState == CommandSql.VersionConflict)
        {
            return null;
        }
    }

    private static async Task<(int MaxOpen, int OpenCount, long Version)> Fetch(NpgsqlConnection connection, Caller caller)
    {
        await using var fetch = new NpgsqlCommand(CommandSql.Fetch, connection) { Parameters = { Of(caller.Customer) } };
        await using var reader = await fetch.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt32(0), reader.GetInt32(1), reader.GetInt64(2));
    }

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
