using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outcomes;

namespace TestDigitalPlatform.Inbox;

/// <summary>Messages that wait for an earlier one or for another attempt, and those that have failed.</summary>
/// <remarks>
/// They are in the service's own database, whatever the transport: a message is held there before it is removed from its
/// queue, so it is always in one of both.
/// </remarks>
internal sealed class HeldMessages(
    Database database, TimeProvider time, MessageOptions options, IMessageTransport? transport = null, OutcomeSignal? outcomes = null)
{
    /// <summary>What <see cref="Wait"/> returns for a message whose turn has come.</summary>
    internal const string Ready = "ready";

    private const int MaxErrorLength = 16_384;

    private const string Columns =
        "id, state, source, type, key, number, previous, customer_id, trace_parent, sent_at, body, attempts, first_held_at, headers";

    private readonly IMessageConventions? conventions = transport as IMessageConventions;

    // Whoever takes a held message and ends has left it to others after this.
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastLook = TimeSpan.FromMinutes(10);

    /// <summary>Holds a message until an earlier one of its key has taken effect.</summary>
    /// <returns><c>ready</c> when it has meanwhile, so that the message need not be held; else its state.</returns>
    internal Task<string> Wait(TransportMessage message, long needs, HeldMessage? held, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var waited = held is null ? TimeSpan.Zero : (now - held.FirstHeldAt) / 2;
        var due = now + (waited < FirstLook ? FirstLook : waited > LastLook ? LastLook : waited);
        return Hold(message, "waiting", due, needs, held?.Attempts ?? 0, null, false, cancellationToken);
    }

    /// <summary>Holds a message for another attempt.</summary>
    /// <returns>The state: one whose turn has not come waits for it instead.</returns>
    internal Task<string> Delay(
        TransportMessage message, long needs, int attempts, MessageFailure why, DateTimeOffset due,
        CancellationToken cancellationToken) =>
        Hold(message, "delayed", due, needs, attempts, why, false, cancellationToken);

    /// <summary>Puts a message into the error queue.</summary>
    /// <returns>The state: one whose turn has not come waits for it instead.</returns>
    internal Task<string> Fail(
        TransportMessage message, long needs, int attempts, MessageFailure why, bool setAside,
        CancellationToken cancellationToken) =>
        Hold(message, "failed", null, needs, attempts, why, setAside, cancellationToken);

    /// <summary>Takes messages that are due.</summary>
    internal async Task<List<HeldMessage>> Claim(int atMost, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var command = database.Source.CreateCommand($"select {Columns} from tdp.claim_held($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (now + Lease).UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        return await Read(command, cancellationToken);
    }

    /// <summary>Takes the message of a key that is next now.</summary>
    internal async Task<HeldMessage?> ClaimNext(string source, string key, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand($"select {Columns} from tdp.claim_next($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(source) });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(key) });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (time.GetUtcNow() + Lease).UtcDateTime });
        return (await Read(command, cancellationToken)).FirstOrDefault();
    }

    /// <summary>Removes a message that took effect before it was held.</summary>
    internal async Task Drop(Guid message, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select tdp.drop_held($1)");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<string> Hold(
        TransportMessage message, string state, DateTimeOffset? due, long needs, int attempts, MessageFailure? why,
        bool passes, CancellationToken cancellationToken)
    {
        // A message that waits for an earlier one may turn out to fail.
        var failing = state is "waiting" or "failed" ? conventions?.Failing(message) : null;
        var now = time.GetUtcNow();
        await using var command = database.Source.CreateCommand("""
            select tdp.hold_message($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                $21, $22)
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = message.Id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = state });
        command.Parameters.Add(new NpgsqlParameter<DateTime?> { TypedValue = due?.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.Source) });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.Type) });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.Key) });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = message.Number });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = needs });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.Previous, MaxErrorLength) });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.Customer) });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(message.TraceParent) });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = message.SentAt.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = message.Body.ToArray() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = attempts });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(why?.Cause) });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = StoredText.Of(why?.Error, MaxErrorLength) });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = passes });
        command.Parameters.Add(
            new NpgsqlParameter<DateTime> { TypedValue = (now - options.OrderTimeout).UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = message.Headers.ToJson() });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = failing?.ToJson() });
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = why?.Details.ToJson() });
        var end = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (end == "failed" && failing is not null)
            outcomes?.Noted();
        return end;
    }

    private static async Task<List<HeldMessage>> Read(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var claimed = new List<HeldMessage>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(new HeldMessage(
                new TransportMessage(
                    reader.GetGuid(0), reader.GetString(3), reader.GetString(2), Text(reader, 4), reader.GetInt64(5),
                    Text(reader, 6), Text(reader, 7), reader.GetFieldValue<DateTimeOffset>(9), Text(reader, 8),
                    reader.GetFieldValue<byte[]>(10))
                { Headers = MessageHeaders.OfJson(Text(reader, 13)) },
                reader.GetString(1) == "waiting", reader.GetInt32(11), reader.GetFieldValue<DateTimeOffset>(12)));
        }

        claimed.Sort((a, b) => a.Message.Number.CompareTo(b.Message.Number));
        return claimed;
    }

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
}
