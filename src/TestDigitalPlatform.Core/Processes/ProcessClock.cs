using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform.Processes;

/// <summary>Wakes the instances whose time has come, and fires schedules, on whichever node looks first.</summary>
/// <remarks>
/// The message that wakes one is written in the transaction that notes it, so none is lost or sent twice. The relay and the
/// inbox do the rest, as for events.
/// </remarks>
internal sealed class ProcessClock(
    Database database, ProcessRegistry processes, OutboxSignal outbox, TimeProvider time, ILogger<ProcessClock> logger)
    : BackgroundService
{
    private const int AtOnce = 500;

    // The accuracy of a time that another node has set.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan DeclareInterval = TimeSpan.FromMinutes(1);

    private int failures;
    private int failuresToFire;
    private long? declaredAt;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!processes.All.Any())
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            var wait = await Look(stoppingToken);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Looks once for what is due.</summary>
    /// <returns>How long to wait until the next look.</returns>
    internal async Task<TimeSpan> Look(CancellationToken stoppingToken)
    {
        try
        {
            await TryFire(stoppingToken);
            var (woken, next) = await Wake(stoppingToken);
            if (Interlocked.Exchange(ref failures, 0) > 0)
                ProcessesLog.Recovered(logger);
            if (woken > 0)
                outbox.Stored();
            if (woken == AtOnce)
                return TimeSpan.Zero;
            // One that is due and was not woken is locked by somebody.
            var until = next - time.GetUtcNow();
            return until is { } due && due > TimeSpan.Zero && due < Interval ? due : Interval;
        }
        catch (Exception e) when (Database.IsOver(e, stoppingToken))
        {
            return Interval;
        }
        catch (Exception e)
        {
            if (Interlocked.Increment(ref failures) == 1)
                ProcessesLog.Interrupted(logger, e);
            return TransportFailure.Pause(failures);
        }
    }

    // Whatever is wrong with schedules keeps no instance asleep.
    private async Task TryFire(CancellationToken stoppingToken)
    {
        if (processes.Schedules.Count == 0)
            return;
        try
        {
            await Declare(stoppingToken);
            if (await Fire(stoppingToken) > 0)
                outbox.Stored();
            failuresToFire = 0;
        }
        catch (Exception e) when (!Database.IsOver(e, stoppingToken))
        {
            if (failuresToFire++ == 0)
                ProcessesLog.NotFired(logger, e);
        }
    }

    // Again and again: a node of an earlier version that starts declares its own times.
    private async Task Declare(CancellationToken cancellationToken)
    {
        if (declaredAt is { } at && time.GetElapsedTime(at) < DeclareInterval)
            return;
        foreach (var schedule in processes.Schedules)
        {
            await using var command = database.Source.CreateCommand("select tdp.declare_schedule($1, $2, $3, $4, $5)");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schedule.Process.Name });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schedule.Cron });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schedule.Zone });
            command.Parameters.Add(
                new NpgsqlParameter<DateTime?> { TypedValue = schedule.After(time.GetUtcNow())?.UtcDateTime });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        declaredAt = time.GetTimestamp();
    }

    // The rows stay locked until the messages are stored, so that no other node fires the same.
    private async Task<int> Fire(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var due = await Due(connection, now, cancellationToken);
        foreach (var (schedule, first) in due)
        {
            var at = schedule.LastDue(first, now);
            await using var command = new NpgsqlCommand("select tdp.fire_schedule($1, $2, $3, $4)", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = schedule.Process.Name });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = at.UtcDateTime });
            command.Parameters.Add(new NpgsqlParameter<DateTime?> { TypedValue = schedule.After(now)?.UtcDateTime });
            command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return due.Count;
    }

    private async Task<List<(Schedule Schedule, DateTimeOffset First)>> Due(
        NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select process, next_at from tdp.claim_schedules($1, $2, $3, $4)", connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. processes.Schedules.Select(s => s.Process.Name)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. processes.Schedules.Select(s => s.Cron)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. processes.Schedules.Select(s => s.Zone)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<(Schedule, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var name = reader.GetString(0);
            due.Add((processes.Schedules.First(s => s.Process.Name == name), reader.GetFieldValue<DateTimeOffset>(1)));
        }

        return due;
    }

    private async Task<(int Woken, DateTimeOffset? Next)> Wake(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select woken, next_at from tdp.wake_processes($1, $2)");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = AtOnce });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }
}

internal static partial class ProcessesLog
{
    [LoggerMessage(2700, LogLevel.Warning, "Processes can't be woken for now; it is tried again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);

    [LoggerMessage(2701, LogLevel.Information, "Processes are woken again.")]
    internal static partial void Recovered(ILogger logger);

    [LoggerMessage(2702, LogLevel.Warning, "Schedules can't fire for now; it is tried again.")]
    internal static partial void NotFired(ILogger logger, Exception exception);
}
