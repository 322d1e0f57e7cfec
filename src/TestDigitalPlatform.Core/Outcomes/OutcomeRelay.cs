using System.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Outcomes;

/// <summary>Tells those who wait for it what became of messages: an outbox of its own, relayed as that of events.</summary>
internal sealed class OutcomeRelay(
    Database database, IMessageTransport? transport, OutcomeSignal signal, MessageOptions options, TimeProvider time,
    ILogger<OutcomeRelay> logger) : BackgroundService
{
    // Whoever notes an outcome wakes the relay of its node: this is for what another node left behind.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private int failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (transport is IMessageConventions conventions && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                var told = await TellBlock(conventions, stoppingToken);
                failures = 0;
                if (told < options.BlockSize)
                    await signal.Wait(Interval, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (failures++ == 0)
                    OutcomesLog.Interrupted(logger, e);
                await Task.Delay(TransportFailure.Pause(failures), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Tells the next outcomes.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> TellBlock(IMessageConventions conventions, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var outcomes = await Take(connection, cancellationToken);
        if (outcomes.Count > 0)
            await conventions.Tell(outcomes, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return outcomes.Count;
    }

    private async Task<List<MessageOutcome>> Take(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, type, source, key, number, previous, customer_id, sent_at, trace_parent, body, headers, is_failure, cause, error,
                details, begun_at, ended_at
            from tdp.take_outcomes($1)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.BlockSize });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var outcomes = new List<MessageOutcome>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var message = new TransportMessage(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Text(reader, 3), reader.GetInt64(4), Text(reader, 5),
                Text(reader, 6), reader.GetFieldValue<DateTimeOffset>(7), Text(reader, 8), reader.GetFieldValue<byte[]>(9))
            { Headers = MessageHeaders.OfJson(Text(reader, 10)) };
            var failure = reader.GetBoolean(11)
                ? new MessageFailure(Text(reader, 12) ?? "", Text(reader, 13) ?? "", MessageHeaders.OfJson(Text(reader, 14)))
                : null;
            outcomes.Add(new MessageOutcome(
                message, failure, reader.GetFieldValue<DateTimeOffset>(15), reader.GetFieldValue<DateTimeOffset>(16)));
        }

        return outcomes;
    }

    private static string? Text(NpgsqlDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);
}

/// <summary>Tells the relay of this node that an outcome was noted.</summary>
internal sealed class OutcomeSignal : IDisposable
{
    private readonly MessageSignal signal = new();

    internal void Noted() => signal.Set();

    internal Task Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken) =>
        signal.Wait(atMost, time, cancellationToken);

    public void Dispose() => signal.Dispose();
}

internal static partial class OutcomesLog
{
    [LoggerMessage(
        2418, LogLevel.Warning,
        "The error queue and the audit queue of the broker can't be told of messages now. They are told later; trying again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);
}
