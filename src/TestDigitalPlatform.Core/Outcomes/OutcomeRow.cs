using Npgsql;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Outcomes;

/// <summary>Notes that a message was handled, in the batch of its effects.</summary>
internal static class OutcomeRow
{
    private const string Sql = "select tdp.note_handled($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

    private const int MaxPreviousLength = 16_384;

    internal static NpgsqlBatchCommand Handled(TransportMessage message, DateTimeOffset begun, DateTimeOffset ended) => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = message.Id },
            new NpgsqlParameter<string> { TypedValue = StoredText.Of(message.Source) },
            new NpgsqlParameter<string> { TypedValue = StoredText.Of(message.Type) },
            new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.Key) },
            new NpgsqlParameter<long> { TypedValue = message.Number },
            new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.Previous, MaxPreviousLength) },
            new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.Customer) },
            new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.TraceParent) },
            new NpgsqlParameter<DateTime> { TypedValue = message.SentAt.UtcDateTime },
            new NpgsqlParameter<string?> { TypedValue = message.Headers.ToJson() },
            new NpgsqlParameter<byte[]> { TypedValue = message.Body.ToArray() },
            new NpgsqlParameter<DateTime> { TypedValue = begun.UtcDateTime },
            new NpgsqlParameter<DateTime> { TypedValue = ended.UtcDateTime },
        },
    };
}
