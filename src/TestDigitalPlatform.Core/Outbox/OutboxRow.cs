using System.Diagnostics;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Json;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Outbox;

/// <summary>Writes an event beside what it reports, so that one is stored exactly when the other is.</summary>
/// <remarks>Its place (sequence, and number within its key) is given by the database in the same transaction.</remarks>
internal static class OutboxRow
{
    private const string Sql = """
        insert into tdp.outbox (id, type, subject, key, customer_id, body, trace_parent, stored_at, headers, destination)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        """;

    /// <param name="event">The event.</param>
    /// <param name="caller">In whose isolation it is told. What the platform's own people tell belongs to the customer
    /// that the event names.</param>
    /// <param name="now">The time of the decision.</param>
    /// <param name="limit">What an event may be.</param>
    /// <param name="because">The headers that it has because of the message that it follows from.</param>
    /// <param name="destination">The one receiver that it is for.</param>
    /// <param name="id">The message's id, if it must be known beforehand.</param>
    /// <exception cref="RefusedException">The event can't be stored.</exception>
    internal static NpgsqlBatchCommand Insert(
        IEvent @event, Caller? caller, DateTimeOffset now, EventLimit limit,
        IReadOnlyCollection<KeyValuePair<string, string?>>? because = null, string? destination = null,
        Guid? id = null)
    {
        var type = EventTypes.Of(@event.GetType());
        var isClear = SealedJson.TryWrite(@event, @event.GetType(), SealedJson.Messages, out var body);
        var name = @event is INamedEvent named ? named.Name : type.Name;
        limit.Check(@event, name, body);
        var customer = caller is { Customer: null, IsPlatform: true } ? type.CustomerOf(@event) : caller?.Customer;
        return new NpgsqlBatchCommand(Sql)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = id ?? Guid.CreateVersion7(now) },
                new NpgsqlParameter<string> { TypedValue = name },
                new NpgsqlParameter<string> { TypedValue = @event.Subject },
                new NpgsqlParameter<string> { TypedValue = @event.OrderingKey },
                new NpgsqlParameter<string?> { TypedValue = customer?.Value },
                isClear
                    ? new NpgsqlParameter<string> { TypedValue = body, NpgsqlDbType = NpgsqlDbType.Json }
                    : new SealedParameter(with => Seal(@event, name, customer, limit, with), NpgsqlDbType.Json, body),
                new NpgsqlParameter<string?> { TypedValue = Activity.Current?.Id },
                new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime },
                new NpgsqlParameter<string?> { TypedValue = MessageTrace.Of(Activity.Current).With(because ?? []).ToJson() },
                new NpgsqlParameter<string?> { TypedValue = StoredText.Of(destination) },
            },
        };
    }

    // The whole event is of one customer, and is erased with it.
    private static string Seal(IEvent @event, string type, CustomerId? customer, EventLimit limit, Sealer with)
    {
        var body = SealedJson.Write(
            @event, @event.GetType(), SealedJson.Messages, customer is null ? with : with.Of(customer.Value));
        limit.Check(@event, type, body);
        return body;
    }
}
