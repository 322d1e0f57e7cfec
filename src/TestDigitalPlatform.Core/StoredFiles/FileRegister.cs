using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.StoredFiles;

/// <summary>Writes down which files there are, whose they are, and which of them are kept.</summary>
internal sealed class FileRegister(Database database)
{
    /// <summary>Takes note of a file before its first byte, so that it is found if nothing comes of it.</summary>
    internal Task Begin(FileKey file, Caller caller, string name, string contentType, CancellationToken cancellationToken) =>
        Run(
            caller, "insert into tdp.file (id, customer_id, name, content_type) values ($1, $2, $3, $4)", cancellationToken,
            new NpgsqlParameter<Guid> { TypedValue = file.Id.Value },
            new NpgsqlParameter<string?> { TypedValue = file.Customer?.Value },
            new NpgsqlParameter<string> { TypedValue = name },
            new NpgsqlParameter<string> { TypedValue = contentType });

    /// <summary>Takes note that all of it is there.</summary>
    internal Task Complete(FileKey file, Caller caller, long length, byte[] sha256, CancellationToken cancellationToken) =>
        Run(
            caller, "update tdp.file set length = $2, sha256 = $3 where id = $1", cancellationToken,
            new NpgsqlParameter<Guid> { TypedValue = file.Id.Value },
            new NpgsqlParameter<long> { TypedValue = length },
            new NpgsqlParameter<byte[]> { TypedValue = sha256 });

    /// <summary>Rides with the decision that keeps the file.</summary>
    internal static NpgsqlBatchCommand Keep(FileId file) => new("update tdp.file set kept_at = clock_timestamp() where id = $1")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = file.Value } },
    };

    /// <summary>Forgets a file that was not kept, whatever somebody else says of it meanwhile.</summary>
    /// <returns>Whether it was forgotten; not when it is kept after all.</returns>
    internal async Task<bool> Discard(FileKey file, Caller caller, CancellationToken cancellationToken) => await Run(
        caller, "update tdp.file set removed_at = clock_timestamp() where id = $1 and kept_at is null", cancellationToken,
        new NpgsqlParameter<Guid> { TypedValue = file.Id.Value }) > 0;

    /// <summary>Files that are removed, or that nothing came of for an hour.</summary>
    internal async Task<IReadOnlyList<FileKey>> Due(int atMost, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select id, customer_id from tdp.files_due($1)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<FileKey>();
        while (await reader.ReadAsync(cancellationToken))
            due.Add(new FileKey(
                new FileId(reader.GetGuid(0)),
                await reader.IsDBNullAsync(1, cancellationToken) ? null : CustomerId.Parse(reader.GetString(1))));
        return due;
    }

    /// <summary>Forgets a file whose bytes are gone.</summary>
    internal async Task Forget(FileKey file, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select tdp.forget_file($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = file.Id.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<int> Run(
        Caller caller, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(caller));
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        batch.BatchCommands.Add(command);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return (int)command.RecordsAffected;
    }
}
