using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Identity.Stores;

/// <summary>Runs the statements of the protocol, whose tables belong to no customer, with the rights of the service.</summary>
internal sealed class ProtocolDatabase(Database database)
{
    internal async ValueTask<int> Run(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    internal async ValueTask<T?> Find<T>(
        string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
        where T : class
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(reader) : null;
    }

    internal async IAsyncEnumerable<T> List<T>(
        string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters)
    {
        // Read to the end first: whoever enumerates may run statements of their own meanwhile.
        var rows = new List<T>();
        await using (var command = Command(sql, parameters))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                rows.Add(read(reader));
        }

        foreach (var row in rows)
            yield return row;
    }

    internal static NpgsqlParameter Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, Value = value ?? (object)DBNull.Value };

    internal static NpgsqlParameter Texts(string[] value) =>
        new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text, Value = value };

    internal static NpgsqlParameter Jsonb(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Jsonb, Value = value ?? (object)DBNull.Value };

    internal static NpgsqlParameter Uuid(Guid? value) => new() { NpgsqlDbType = NpgsqlDbType.Uuid, Value = value ?? (object)DBNull.Value };

    internal static NpgsqlParameter Time(DateTimeOffset? value) =>
        new() { NpgsqlDbType = NpgsqlDbType.TimestampTz, Value = value?.UtcDateTime ?? (object)DBNull.Value };

    internal static NpgsqlParameter Bytes(byte[] value) => new() { NpgsqlDbType = NpgsqlDbType.Bytea, Value = value };

    internal static NpgsqlParameter Number(int value) => new() { NpgsqlDbType = NpgsqlDbType.Integer, Value = value };

    internal static T? Value<T>(NpgsqlDataReader row, int column) where T : class =>
        row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    internal static T? Maybe<T>(NpgsqlDataReader row, int column) where T : struct =>
        row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);

    private NpgsqlCommand Command(string sql, NpgsqlParameter[] parameters)
    {
        var command = database.Source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }
}
