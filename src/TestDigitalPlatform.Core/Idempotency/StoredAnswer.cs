using System.Text.Json;
using Npgsql;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Json;

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

    internal static StoredAnswer Of<TAnswer>(IdempotencyKey key, Decision<TAnswer> decision) =>
        decision.Refusal is { } refusal
        ? new(key, false, JsonSerializer.Serialize(refusal, PlatformJson.Options))
        : new(key, true, JsonSerializer.Serialize(decision.Answer, PlatformJson.Options));

    internal Outcome<TAnswer> Outcome<TAnswer>() => Accepted
        ? new(Read<TAnswer>(), null, Replayed: true, Told: Answer)
        : new(default, JsonSerializer.Deserialize<Refusal>(Answer, StoredJson.Options), Replayed: true);

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
            new NpgsqlParameter<string> { TypedValue = Answer },
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
        },
    };
}
