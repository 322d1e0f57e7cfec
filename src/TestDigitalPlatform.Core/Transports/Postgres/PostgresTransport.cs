using System.Data;
using Npgsql;
using NpgsqlTypes;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Transports.Postgres;

/// <summary>Queues in a PostgreSQL database.</summary>
/// <remarks>
/// Whoever takes a block holds a transaction until it has taken effect: when a node ends, its messages are back at once.
/// Nothing outlives a transaction, so a pooler in transaction mode may stand in between.
/// </remarks>
internal sealed class PostgresTransport(
    TransportDatabase database, QueueSignals signals, MessageOptions options, TimeProvider time) : IMessageTransport, IDisposable
{
    // As in the outbox: what was queued late is found behind the others.
    private const long Slack = 10_000;

    private static readonly TimeSpan FullLook = TimeSpan.FromSeconds(1);

    // Blocks are published one after the other, so that they stay in order.
    private readonly SemaphoreSlim publishing = new(1);
    private long from;
    private long lookedAt;

    public string System => "postgresql";

    public async Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        await using (var command = database.Source.CreateCommand("select tdp.open_queue($1)"))
        {
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. types] });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        signals.Listen();
    }

    public async Task Publish(
        IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "select tdp.publish($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
        command.Parameters.Add(Array(messages, m => m.Id));
        command.Parameters.Add(Array(messages, m => m.Type));
        command.Parameters.Add(Array(messages, m => m.Key));
        command.Parameters.Add(Array(messages, m => m.Number));
        command.Parameters.Add(Array(messages, m => m.Previous));
        command.Parameters.Add(Array(messages, m => m.Customer));
        command.Parameters.Add(Array(messages, m => m.TraceParent));
        command.Parameters.Add(Array(messages, m => m.SentAt.UtcDateTime));
        command.Parameters.Add(Array(messages, m => m.Body.ToArray()));
        command.Parameters.Add(Array(messages, m => m.Headers.ToJson()));
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = destination });
        await publishing.WaitAsync(cancellationToken);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                signals.Tell(reader.GetString(0));
        }
        catch (PostgresException e) when (destination is not null && e.SqlState is PostgresErrorCodes.CheckViolation)
        {
            // No partition takes it.
            throw new UnknownDestinationException(destination, e);
        }
        catch (PostgresException e) when (!e.IsTransient)
        {
            throw new MessageRefusedException("The transport's database refused a message.", e);
        }
        finally
        {
            publishing.Release();
        }
    }

    public void Dispose() => publishing.Dispose();

    public async Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken)
    {
        if (await Take(atMost, cancellationToken) is not { } block)
        {
            Interlocked.Exchange(ref from, 0);
            await signals.Wait(options.PollInterval * (0.75 + (Random.Shared.NextDouble() / 2)), time, cancellationToken);
            block = await Take(atMost, cancellationToken);
        }

        // There may be more for another receiver.
        if (block is not null)
            signals.Wake();
        return block;
    }

    public async Task<Backlog> Waiting(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select waiting, oldest from tdp.queue_state($1)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Backlog.MaxCounted });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Backlog(
            reader.GetInt64(0),
            await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }

    private async Task<PostgresBlock?> Take(int atMost, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(Interlocked.Read(ref lookedAt)) >= FullLook)
        {
            Interlocked.Exchange(ref from, 0);
            Interlocked.Exchange(ref lookedAt, time.GetTimestamp());
        }

        var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        NpgsqlTransaction? transaction = null;
        try
        {
            transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            var (messages, first) = await Take(connection, atMost, cancellationToken);
            if (messages.Count > 0)
            {
                Interlocked.Exchange(ref from, Math.Max(0, first - Slack));
                return new PostgresBlock(connection, transaction, messages);
            }
        }
        catch
        {
            await End(connection, transaction);
            throw;
        }

        await End(connection, transaction);
        return null;
    }

    private async Task<(List<TransportMessage> Messages, long First)> Take(
        NpgsqlConnection connection, int atMost, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, type, source, key, number, previous, customer_id, sent_at, trace_parent, body, position, headers
            from tdp.receive($1, $2, $3)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Interlocked.Read(ref from) });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = BlockLimit.Bytes });
        var (messages, first) = (new List<TransportMessage>(), 0L);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (messages.Count == 0)
                first = reader.GetInt64(10);
            messages.Add(new TransportMessage(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Text(reader, 3), reader.GetInt64(4),
                Text(reader, 5), Text(reader, 6), reader.GetFieldValue<DateTimeOffset>(7), Text(reader, 8),
                reader.GetFieldValue<byte[]>(9))
            { Headers = MessageHeaders.OfJson(Text(reader, 11)) });
        }

        return (messages, first);
    }

    private static async Task End(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        if (transaction is not null)
            await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    private static NpgsqlParameter<T[]> Array<T>(IReadOnlyList<TransportMessage> messages, Func<TransportMessage, T> value)
    {
        var parameter = new NpgsqlParameter<T[]> { TypedValue = [.. messages.Select(value)] };
        if (typeof(T) == typeof(DateTime))
            parameter.NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz;
        return parameter;
    }
}

/// <summary>Messages that are gone when the transaction is committed.</summary>
internal sealed class PostgresBlock(
    NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<TransportMessage> messages) : IReceivedBlock
{
    public IReadOnlyList<TransportMessage> Messages { get; } = messages;

    public Task Complete(CancellationToken cancellationToken) => transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
