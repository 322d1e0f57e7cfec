using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform.Processes;

/// <summary>Wakes the instances whose time has come, on whichever node looks first.</summary>
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

    private int failures;

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

    private async Task<TimeSpan> Look(CancellationToken stoppingToken)
    {
        try
        {
            var (woken, next) = await Wake(stoppingToken);
            if (Interlocked.Exchange(ref failures, 0) > 0)
                ProcessesLog.Recovered(logger);
            if (woken > 0)
                outbox.Stored();
            if (woken == AtOnce)
                return TimeSpan.Zero;
            var until = next - time.GetUtcNow();
            return until is { } due && due < Interval ? Max(due, TimeSpan.FromMilliseconds(1)) : Interval;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
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

    private async Task<(int Woken, DateTimeOffset? Next)> Wake(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select woken, next_at from tdp.wake_processes($1, $2, $3)");
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = AtOnce });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = database.Service });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt32(0), reader.IsDBNull(1) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}

internal static partial class ProcessesLog
{
    [LoggerMessage(2700, LogLevel.Warning, "Processes can't be woken for now; it is tried again.")]
    internal static partial void Interrupted(ILogger logger, Exception exception);

    [LoggerMessage(2701, LogLevel.Information, "Processes are woken again.")]
    internal static partial void Recovered(ILogger logger);
}
