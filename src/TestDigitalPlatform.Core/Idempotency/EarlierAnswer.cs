using System.Data.Common;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Idempotency;

/// <summary>Looks for the answer given before; rides in front of the fetch.</summary>
internal sealed class EarlierAnswer(IdempotencyKey key) : IFirstStatement
{
    private const string Sql =
        "select fingerprint, accepted, answer from tdp.idempotency where scope = $1 and user_id = $2 and key = $3";

    internal static readonly Refusal AnotherPayload = new(
        "idempotency_key_reused",
        "This Idempotency-Key was already used for a different command. Use a new key for each command.",
        RefusalKind.Invalid);

    public NpgsqlBatchCommand Command() => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = key.Scope },
            new NpgsqlParameter<string> { TypedValue = key.User },
            new NpgsqlParameter<string> { TypedValue = key.Key },
        },
    };

    /// <exception cref="AlreadyAnsweredException">There is an answer.</exception>
    public async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        if (await reader.ReadAsync(cancellationToken))
            throw new AlreadyAnsweredException(new StoredAnswer(
                key with { Fingerprint = reader.GetFieldValue<byte[]>(0) }, reader.GetBoolean(1), reader.GetString(2)));
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
        try
        {
            await Read(reader, cancellationToken);
            return null;
        }
        catch (AlreadyAnsweredException e)
        {
            return e.Answer;
        }
    }
}

/// <summary>Ends a fetch that need not go on: the answer is known.</summary>
internal sealed class AlreadyAnsweredException(StoredAnswer answer) : Exception
{
    internal StoredAnswer Answer { get; } = answer;
}
