using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Operations;

namespace TestDigitalPlatform.Idempotency;

/// <summary>The answer to a command with an <c>Idempotency-Key</c>, kept to be given again.</summary>
/// <remarks>
/// The IETF draft "The Idempotency-Key HTTP Header Field". A "no" is kept as well: what was decided stays decided.
/// </remarks>
internal sealed record StoredAnswer(IdempotencyKey Key, bool Accepted, string Answer)
{
    private const string Sql = """
        insert into tdp.idempotency (scope, user_id, key, fingerprint, accepted, answer, stored_at) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    /// <summary>Writes an answer with sensitive values, which <see cref="Answer"/> does not show.</summary>
    private Func<Sealer, object?>? Seal { get; init; }

    internal static StoredAnswer Of<TAnswer>(IdempotencyKey key, Decision<TAnswer> decision)
    {
        if (decision.Refusal is { } refusal)
            return new(key, false, JsonSerializer.Serialize(refusal, PlatformJson.Options));
        var answer = decision.Answer;
        return SealedJson.TryWrite(answer, typeof(TAnswer), SealedJson.Messages, out var json)
            ? new(key, true, json)
            : new(key, true, json)
            {
                Seal = with => SealedJson.Write(answer, typeof(TAnswer), SealedJson.Messages, with),
            };
    }

    internal async ValueTask<Outcome<TAnswer>> Outcome<TAnswer>(
        Vault vault, Caller? caller, CancellationToken cancellationToken)
    {
        if (!Accepted)
            return new(default, JsonSerializer.Deserialize<Refusal>(Answer, StoredJson.Options), Replayed: true);
        Opening.Begin();
        var answer = Read<TAnswer>();
        if (Opening.Take() is not { } found)
            return new(answer, null, Replayed: true, Told: Answer);
        await vault.Open(found, caller, cancellationToken);
        return new(answer, null, Replayed: true, Told: JsonSerializer.Serialize(answer, PlatformJson.Options));
    }

    // An earlier build may have answered in a form that this one can't read. Whoever asks again is told what was told
    // before, byte for byte, so it need not.
    private TAnswer? Read<TAnswer>()
    {
        try
        {
            return JsonSerializer.Deserialize<TAnswer>(Answer, StoredJson.Options);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    internal NpgsqlBatchCommand Insert(DateTimeOffset now) => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = Key.Scope },
            new NpgsqlParameter<string> { TypedValue = Key.User },
            new NpgsqlParameter<string> { TypedValue = Key.Key },
            new NpgsqlParameter<byte[]> { TypedValue = Key.Fingerprint },
            new NpgsqlParameter<bool> { TypedValue = Accepted },
            Seal is null
                ? new NpgsqlParameter<string> { TypedValue = Answer }
                : new SealedParameter(Seal, NpgsqlDbType.Text, Answer),
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
        },
    };
}
