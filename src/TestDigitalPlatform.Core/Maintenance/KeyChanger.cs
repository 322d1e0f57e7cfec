using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Encryption;

namespace TestDigitalPlatform.Maintenance;

/// <summary>Rotates and destroys customers' keys, after the command that asked for it was committed.</summary>
/// <remarks>
/// The key store answers the same when it is asked to destroy again, so a node that ends in between leaves the rest to
/// another one. A rotation that is done twice makes one key more than needed.
/// </remarks>
internal sealed class KeyChanger(Database database, IKeyStore store, TimeProvider time, ILogger<KeyChanger> logger)
    : RequestedWork(database, time, logger)
{
    internal const string Rotation = "rotation";
    internal const string Erasure = "erasure";

    private static readonly Caller Changer = new(UserId.Parse("keys"), Role.PlatformMaintenance, null);

    internal override async Task<bool> DoNext(CancellationToken cancellationToken)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await Claim(connection, cancellationToken) is not var (change, customer, kind))
            return false;
        IReadOnlyList<DestroyedKey> keys;
        try
        {
            keys = kind == Erasure
                ? await store.Destroy(customer, cancellationToken)
                : await Rotate(customer, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // It comes after the others then.
            await Fail(transaction, e, (own, _) => Postpone(own, change, cancellationToken), cancellationToken);
            throw;
        }

        await End(connection, change, keys, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        if (kind == Erasure)
            EncryptionLog.Erased(Logger, customer, keys.Count);
        else
            EncryptionLog.Rotated(Logger, customer);
        return true;
    }

    protected override void Interrupted(Exception e) => EncryptionLog.Interrupted(Logger, e);

    private async Task<IReadOnlyList<DestroyedKey>> Rotate(CustomerId customer, CancellationToken cancellationToken)
    {
        var known = await store.Get(customer, cancellationToken);
        if (!known.AreDestroyed)
            await store.Add(customer, known.Keys[^1].Number + 1, cancellationToken);
        return [];
    }

    private async Task<(Guid Change, CustomerId Customer, string Kind)?> Claim(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Database.Scope.Before(Changer));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select change, customer, wanted from tdp.claim_key_change()"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) || await reader.IsDBNullAsync(0, cancellationToken)
            ? null
            : (reader.GetGuid(0), CustomerId.Parse(reader.GetString(1)), reader.GetString(2));
    }

    private async Task Postpone(NpgsqlConnection connection, Guid change, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Database.Scope.Before(Changer));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select tdp.postpone_key_change($1)")
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = change } },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task End(
        NpgsqlConnection connection, Guid change, IReadOnlyList<DestroyedKey> keys, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Database.Scope.Before(Changer));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select tdp.end_key_change($1, $2, $3)")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = change },
                new NpgsqlParameter<string>
                {
                    TypedValue = JsonSerializer.Serialize(keys, PlatformJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb,
                },
                new NpgsqlParameter<DateTime> { TypedValue = Time.GetUtcNow().UtcDateTime },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
