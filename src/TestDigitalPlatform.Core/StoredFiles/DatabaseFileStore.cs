using System.Buffers;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.StoredFiles;

/// <summary>Keeps files in the service's own database, in parts: one backup, one isolation, nothing else to run.</summary>
/// <remarks>No connection is held while a slow client sends or takes: each part is a statement of its own.</remarks>
internal sealed class DatabaseFileStore(Database database) : IFileStore
{
    internal const int PartBytes = 256 * 1_024;

    private static readonly UserId Platform = UserId.Parse("platform-files");

    public async Task Write(FileKey file, Stream content, CancellationToken cancellationToken)
    {
        var rented = ArrayPool<byte>.Shared.Rent(PartBytes);
        try
        {
            var part = rented.AsMemory(0, PartBytes);
            for (var number = 0; ; number++)
            {
                var length = await content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken);
                if (length > 0)
                    await Insert(file, number, part[..length], cancellationToken);
                if (length < part.Length)
                    return;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    public Task<Stream> Open(FileKey file, long offset, CancellationToken cancellationToken) =>
        Task.FromResult<Stream>(new PartsStream(this, file, offset));

    // The service has no right to remove them: they go when the file is forgotten, by a function that looks first.
    public Task Delete(FileKey file, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <returns>The part's bytes; empty past the end.</returns>
    internal async Task<ReadOnlyMemory<byte>> Read(FileKey file, int number, CancellationToken cancellationToken)
    {
        await using var batch = Batch(file, "select bytes from tdp.file_part where file_id = $1 and number = $2");
        batch.BatchCommands[1].Parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? reader.GetFieldValue<byte[]>(0) : default;
    }

    private async Task Insert(FileKey file, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await using var batch = Batch(file, "insert into tdp.file_part (file_id, number, bytes) values ($1, $2, $3)");
        var parameters = batch.BatchCommands[1].Parameters;
        parameters.Add(new NpgsqlParameter<int> { TypedValue = number });
        parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = bytes });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private NpgsqlBatch Batch(FileKey file, string sql)
    {
        var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(OwnerOf(file)));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = file.Id.Value } },
        });
        return batch;
    }

    private static Caller OwnerOf(FileKey file) => file.Customer is { } customer
        ? new Caller(Platform, Role.CustomerUser, customer)
        : new Caller(Platform, Role.PlatformMaintenance, null);
}
