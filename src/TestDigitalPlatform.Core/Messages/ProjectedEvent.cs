using Npgsql;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Messages;

/// <summary>Keeps an event that took effect in a projection, in the batch of its effects.</summary>
internal static class ProjectedEvent
{
    private const string Sql = """
        insert into tdp.projected_event (sent_at, id, place, source, type, customer_id, handled_at, body)
        values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing
        """;

    internal static NpgsqlBatchCommand Insert(TransportMessage message, DateTimeOffset now) => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<DateTime> { TypedValue = message.SentAt.UtcDateTime },
            new NpgsqlParameter<Guid> { TypedValue = message.Id },
            new NpgsqlParameter<long> { TypedValue = message.Number > 0 ? message.Number : Microseconds(message.SentAt) },
            new NpgsqlParameter<string> { TypedValue = message.Source },
            new NpgsqlParameter<string> { TypedValue = message.Type },
            new NpgsqlParameter<string?> { TypedValue = message.Customer },
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
            new NpgsqlParameter<byte[]> { TypedValue = message.Body.ToArray() },
        },
    };

    private static long Microseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
