using System.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Outcomes;

/// <summary>Tells those who wait for it what became of messages: an outbox of its own, relayed as that of events.</summary>
/// <remarks>What the transport refuses again and again stays where it is, and is tried again by itself.</remarks>
internal sealed class OutcomeRelay(
    Database database, IMessageTransport? transport, OutcomeSignal signal, MessageOptions options, TimeProvider time,
    ILogger<OutcomeRelay> logger) : BackgroundService
{
    // Whoever notes an outcome wakes the relay of its node: this is for what another node left behind.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    private int failures;
    // How many outcomes are told one by one before blocks are tried again.
    private int oneByOne;
    private long refusedLookAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (transport is IMessageConventions conventions && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TellOneByOne(conventions, stoppingToken);
                if (time.GetElapsedTime(refusedLookAt) >= BlockLimit.RefusedLook)
                {
                    await TellRefused(conventions, stoppingToken);
                    refusedLookAt = time.GetTimestamp();
                }

                var isMore = await TellBlock(conventions, stoppingToken) > 0;
                failures = 0;
                if (!isMore)
                    await signal.Wait(Interval, time, stoppingToken);
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (Exception e)
            {
                if (failures++ == 0)
                    OutcomesLog.Interrupted(logger, e);
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

    /// <summary>Tells the next outcomes.</summary>
    /// <returns>How many.</returns>
    internal async Task<int> TellBlock(IMessageConventions conventions, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var (outcomes, _) = await Take(connection, options.BlockSize, wereRefused: false, cancellationToken);
        if (outcomes.Count > 0)
            await conventions.Tell(outcomes, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return outcomes.Count;
    }

    /// <summary>Tells what the transport refused before, as far as its time has come.</summary>
    internal async Task TellRefused(IMessageConventions conventions, CancellationToken cancellationToken)
    {
        while (await TellOne(conventions, wereRefused: true, cancellationToken) is not null)
        {
        }
    }

    private async Task TellOneByOne(IMessageConventions conventions, CancellationToken cancellationToken)
    {
        for (; oneByOne > 0; oneByOne--)
        {
            var isTold = await TellOne(conventions, wereRefused: false, cancellationToken);
            if (isTold is null)
                oneByOne = 1;
            else if (isTold is false)
                oneByOne = options.BlockSize;
        }
    }

    // Whether it was told; null when there is none.
    private async Task<bool?> TellOne(IMessageConventions conventions, bool wereRefused, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        var (outcomes, first) = await Take(connection, 1, wereRefused, cancellationToken);
        if (outcomes.Count == 0)
            return null;
        try
        {
            await conventions.Tell(outcomes, cancellationToken);
        }
        catch (MessageRefusedException e)
        {
            OutcomesLog.Refused(logger, outcomes[0].Message.Type, outcomes[0].Message.Id, e);
            await transaction.RollbackAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select tdp.refuse_outcome($1)", connection);
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = first });
            await command.ExecuteNonQueryAsync(cancellationToken);
            return false;
        }

        await transaction.CommitAsync(CancellationToken.None);
        return true;
    }

    private static async Task<(List<MessageOutcome> Outcomes, long First)> Take(
        NpgsqlConnection connection, int atMost, bool wereRefused, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            select id, type, source, key, number, previous, customer_id, sent_at, trace_parent, body, headers, is_failure, cause, error,
                details, begun_at, ended_at, sequence
            from tdp.take_outcomes($1, $2, $3)
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = atMost });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = BlockLimit.Bytes });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = wereRefused });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (outcomes, first) = (new List<MessageOutcome>(), 0L);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (outcomes.Count == 0)
                first = reader.GetInt64(17);
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

        return (outcomes, first);
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

    [LoggerMessage(
        2419, LogLevel.Error,
        "The broker refused to be told of {Event} {Message}. It is told again every minute; of others it is told.")]
    internal static partial void Refused(ILogger logger, string @event, Guid message, Exception exception);
}
