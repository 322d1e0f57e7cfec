using System.Data;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Outbox;

/// <summary>Carries events from the outbox to the transport, in blocks.</summary>
/// <remarks>
/// A block is taken and removed by one statement, published, and committed. A relay that ends in between leaves
/// everything as it was, so any number of them work beside each other and none leads. What the transport refuses again and
/// again stays in the outbox, and is tried again by itself.
/// </remarks>
internal sealed class OutboxRelay(
    Database database, IMessageTransport transport, OutboxSignal signal, MessageOptions options, TimeProvider time,
    ILogger<OutboxRelay> logger, MessageHealth? health = null) : BackgroundService
{
    // An event that was stored by a transaction which took longer than those after it is found behind them.
    private const long Slack = 10_000;

    // How often the whole outbox is looked at, for what still lies further behind.
    private static readonly TimeSpan FullLook = TimeSpan.FromSeconds(1);

    // How many blocks are carried at once; each has a connection to the service's database.
    private const int InFlight = 2;

    private long from;
    private long lookedAt;
    private long refusedLookAt;
    private int failures;
    // How many events are carried one by one before blocks are tried again.
    private int oneByOne;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RelayAll(stoppingToken);
                from = 0;
                await signal.Wait(Spread(options.PollInterval), time, stoppingToken);
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (Exception e)
            {
                // Nothing is lost: the events are where they were.
                health?.Relayed(succeeded: false);
                if (failures++ == 0)
                    OutboxLog.Interrupted(logger, e);
                if (e is MessageRefusedException && failures >= BlockLimit.MaxRefusals)
                {
                    oneByOne = options.BlockSize;
                    continue;
                }

                await Task.Delay(TransportFailure.Pause(failures), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Relays the next events.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> RelayBlock(CancellationToken cancellationToken)
    {
        if (await Take(options.BlockSize, cancellationToken) is not { } block)
            return 0;
        await Carry(block, cancellationToken);
        return block.Messages.Count;
    }

    /// <summary>Relays what the transport refused before, as far as its time has come.</summary>
    internal async Task RelayRefused(CancellationToken cancellationToken)
    {
        while (await Take(1, cancellationToken, wereRefused: true) is { } block)
            await CarryOne(block, cancellationToken);
    }

    // Order does not matter to the outbox: receivers wait by the numbers of a key.
    private async Task RelayOneByOne(CancellationToken cancellationToken)
    {
        from = 0;
        for (; oneByOne > 0; oneByOne--)
        {
            if (await Take(1, cancellationToken) is not { } block)
                oneByOne = 1;
            else if (!await CarryOne(block, cancellationToken))
                oneByOne = options.BlockSize;
        }
    }

    private async Task<bool> CarryOne(Block block, CancellationToken cancellationToken)
    {
        try
        {
            await Carry(block, cancellationToken);
            return true;
        }
        catch (MessageRefusedException e)
        {
            var message = block.Messages[0];
            OutboxLog.Refused(logger, message.Type, message.Id, e);
            await using var command = database.Source.CreateCommand("select tdp.refuse_event($1)");
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = block.First });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return false;
        }
    }

    // While the broker stores a block, the next one is taken; they are published in order.
    private async Task RelayAll(CancellationToken cancellationToken)
    {
        await RelayOneByOne(cancellationToken);
        if (time.GetElapsedTime(refusedLookAt) >= BlockLimit.RefusedLook)
        {
            await RelayRefused(cancellationToken);
            refusedLookAt = time.GetTimestamp();
        }

        var underWay = new Queue<Task>(InFlight);
        try
        {
            var isMore = true;
            while (isMore)
            {
                if (underWay.Count == InFlight)
                    await underWay.Dequeue();
                var block = await Take(options.BlockSize, cancellationToken);
                isMore = block is not null && (block.Messages.Count == options.BlockSize || block.Bytes >= BlockLimit.Bytes);
                if (block is not null)
                    underWay.Enqueue(Carry(block, cancellationToken));
                else
                    Succeeded();
            }

            while (underWay.TryDequeue(out var oldest))
                await oldest;
        }
        finally
        {
            // After a failure: what is under way ends before it is tried again.
            await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Succeeded()
    {
        if (Interlocked.Exchange(ref failures, 0) is > 0 and var count)
            OutboxLog.Recovered(logger, count);
        health?.Relayed(succeeded: true);
    }

    private async Task Carry(Block block, CancellationToken cancellationToken)
    {
        await using var taken = block;
        var spans = Spans(block.Messages);
        try
        {
            await Publish(block.Messages, cancellationToken);
        }
        catch (Exception e)
        {
            foreach (var span in spans)
                span?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            throw;
        }
        finally
        {
            foreach (var span in spans)
                span?.Dispose();
        }

        // Not broken off: the messages are out.
        await block.Transaction.CommitAsync(CancellationToken.None);
        MessageTelemetry.Published(block.Messages.Count, transport.System);
        Succeeded();
    }

    private async Task<Block?> Take(int atMost, CancellationToken cancellationToken, bool wereRefused = false)
    {
        if (time.GetElapsedTime(lookedAt) >= FullLook)
            (from, lookedAt) = (0, time.GetTimestamp());
        var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        NpgsqlTransaction? transaction = null;
        try
        {
            transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            var (messages, first) = await Take(connection, atMost, wereRefused, cancellationToken);
            if (messages.Count > 0)
            {
                if (!wereRefused)
                    from = Math.Max(1, first - Slack);
                return new Block(connection, transaction, messages, first);
            }

            await transaction.RollbackAsync(cancellationToken);
        }
        catch
        {
            await End(connection, transaction);
            throw;
        }

        await End(connection, transaction);
        return null;
    }

    private static async ValueTask End(NpgsqlConnection connection, NpgsqlTransaction? transaction)
    {
        if (transaction is not null)
            await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<(List<TransportMessage> Messages, long First)> Take(
        NpgsqlConnection connection, int atMost, bool wereRefused, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select sequence, id, type, key, number, previous::text, customer_id, at, trace_parent, body::text, headers, destination
            from tdp.take_events($1, $2, $3, $4, $5)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = BlockLimit.Bytes });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = wereRefused });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = options.KeepHistory });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (messages, first) = (new List<TransportMessage>(), 0L);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (messages.Count == 0)
                first = reader.GetInt64(0);
            var destination = Text(reader, 11);
            messages.Add(new TransportMessage(
                reader.GetGuid(1), reader.GetString(2), database.Service,
                // What is for one receiver has no place among what others receive.
                destination is null ? reader.GetString(3) : null, reader.GetInt64(4), reader.GetString(5), Text(reader, 6),
                reader.GetFieldValue<DateTimeOffset>(7), Text(reader, 8), Encoding.UTF8.GetBytes(reader.GetString(9)))
            { Headers = MessageHeaders.OfJson(Text(reader, 10)), Destination = destination });
        }

        return (messages, first);
    }

    // What is for one receiver goes to it alone; others do not wait for a receiver that is gone.
    private async Task Publish(List<TransportMessage> messages, CancellationToken cancellationToken)
    {
        foreach (var group in messages.GroupBy(message => message.Destination))
            await Publish([.. group], group.Key, cancellationToken);
    }

    private async Task Publish(
        IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken)
    {
        try
        {
            await transport.Publish(messages, destination, cancellationToken);
        }
        // The service's own queue is made again when it starts, and what it sends to itself is never dropped.
        catch (UnknownDestinationException e) when (destination is not null && destination != database.Service)
        {
            if (messages is [var only])
            {
                OutboxLog.Undeliverable(logger, only.Type, only.Id, destination, e);
                return;
            }

            // The receiver may have gone after some of them.
            foreach (var message in messages)
                await Publish([message], destination, cancellationToken);
        }
    }

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    // Each message has a span of its own, below what stored its event, and the handler's is below that.
    private Activity?[] Spans(List<TransportMessage> messages)
    {
        if (!PlatformTelemetry.IsTraced)
            return [];
        var spans = new Activity?[messages.Count];
        for (var i = 0; i < spans.Length; i++)
        {
            spans[i] = MessageTelemetry.Send(messages[i], transport.System, database.Service);
            if (spans[i] is { Id: { } id })
                messages[i] = messages[i] with { TraceParent = id };
        }

        return spans;
    }

    // So that the nodes of a service don't all come at once.
    private static TimeSpan Spread(TimeSpan interval) => interval * (0.75 + (Random.Shared.NextDouble() / 2));

    /// <summary>Events that are gone from the outbox when the transaction is committed, and back when it is not.</summary>
    private sealed record Block(
        NpgsqlConnection Connection, NpgsqlTransaction Transaction, List<TransportMessage> Messages, long First) : IAsyncDisposable
    {
        internal long Bytes => Messages.Sum(message => (long)message.Body.Length);

        public ValueTask DisposeAsync() => End(Connection, Transaction);
    }
}

/// <summary>Tells the relay of this node that an event was stored.</summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly MessageSignal signal = new();

    /// <summary>Wakes those that make external calls.</summary>
    internal MessageSignal Calls { get; } = new();

    /// <summary>Called when a decision with events is committed.</summary>
    internal void Stored() => signal.Set();

    /// <summary>Called when a decision with external calls is committed.</summary>
    internal void Ordered() => Calls.Set();

    internal Task Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        signal.Wait(atMost, time, cancellationToken);

    public void Dispose()
    {
        signal.Dispose();
        Calls.Dispose();
    }
}
