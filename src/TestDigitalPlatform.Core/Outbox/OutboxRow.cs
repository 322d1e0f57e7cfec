using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace TestDigitalPlatform.Outbox;

/// <summary>Writes an event beside what it reports, so that one is stored exactly when the other is.</summary>
internal static class OutboxRow
{
    private const string Sql = """
        insert into tdp.outbox (id, type, subject, customer_id, body, trace_parent, stored_at) values ($1, $2, $3, $4, $5, $6, $7)
        """;

    internal static NpgsqlBatchCommand Insert(IEvent @event, CustomerId? customer, DateTimeOffset now) => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(now) },
            new NpgsqlParameter<string> { TypedValue = @event.GetType().FullName! },
            new NpgsqlParameter<string> { TypedValue = @event.Subject },
            new NpgsqlParameter<string?> { TypedValue = customer?.Value },
            new NpgsqlParameter<string>
            {
                TypedValue = JsonSerializer.Serialize(@event, @event.GetType(), PlatformJson.Options),
                NpgsqlDbType = NpgsqlDbType.Jsonb,
            },
            new NpgsqlParameter<string?> { TypedValue = Activity.Current?.Id },
            new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
        },
    };
}
