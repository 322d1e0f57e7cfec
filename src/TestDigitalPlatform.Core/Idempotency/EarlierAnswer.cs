using System.Data.Common;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Idempotency;

/// <summary>Looks for the answer that was given before; rides in front of the fetch.</summary>
internal sealed class EarlierAnswer(IdempotencyKey key) : IFirstStatement
{
    private const string Sql =
        "select fingerprint, accepted, answer from tdp.idempotency where scope = $1 and user_id = $2 and key = $3";

    internal static readonly Refusal AnotherPayload = new(
        "idempotency_key_reused",
        "This Idempotency-Key was already used for a different command. Use a new key for each command.",
        RefusalKind.Invalid);

    /// <summary>The answer that was given before; <see langword="null"/> when there is none, or nobody has
    /// looked.</summary>
    internal StoredAnswer? Answer { get; private set; }

    public bool EndsFlow => Answer is not null;

    public NpgsqlBatchCommand Command() => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = key.Scope },
            new NpgsqlParameter<string> { TypedValue = key.User },
            new NpgsqlParameter<string> { TypedValue = key.Key },
        },
    };

    public async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(cancellationToken))
            Answer = new StoredAnswer(
                key with { Fingerprint = reader.GetFieldValue<byte[]>(0) }, reader.GetBoolean(1), reader.GetString(2));
    }

    /// <summary>Looks by itself, for a command that fetched nothing.</summary>
    internal async Task<StoredAnswer?> Find(
        Database database, Caller? caller, CancellationToken cancellationToken)
    {
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(caller));
        batch.BatchCommands.Add(Command());
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await Read(reader, cancellationToken);
        return Answer;
    }
}
