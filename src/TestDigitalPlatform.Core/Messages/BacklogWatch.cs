using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Messages;

/// <summary>Measures what waits: in the outbox, in the queue, and what is held. Asks nothing while nobody listens.</summary>
internal sealed class BacklogWatch(
    Database database, IMessageTransport? transport, EventSubscriptions subscriptions, TimeProvider time,
    ILogger<BacklogWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (MessageTelemetry.IsBacklogMeasured)
                    await Measure(stoppingToken);
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                return;
            }
            catch (Exception e)
            {
                BacklogLog.Unmeasured(logger, e);
            }

            await Task.Delay(Interval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    internal async Task Measure(CancellationToken cancellationToken)
    {
        var queue = subscriptions.Any && transport is not null
            ? await transport.Waiting(cancellationToken)
            : (Backlog?)null;
        MessageTelemetry.Waiting(database.Service, await Outbox(cancellationToken), queue, time.GetUtcNow());
        await using var command = database.Source.CreateCommand("select state, count from tdp.held_state()");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            MessageTelemetry.Held(database.Service, reader.GetString(0), reader.GetInt64(1));
        MessageTelemetry.Outcomes(database.Service, await Outcomes(cancellationToken));
    }

    private async Task<long> Outcomes(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select tdp.outcome_state($1)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Backlog.MaxCounted });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<Backlog> Outbox(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("select waiting, oldest from tdp.outbox_state($1)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Backlog.MaxCounted });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new Backlog(
            reader.GetInt64(0),
            await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(1));
    }
}

internal static partial class BacklogLog
{
    [LoggerMessage(1641, LogLevel.Warning, "What waits in the outbox and the queue could not be measured; trying again.")]
    internal static partial void Unmeasured(ILogger logger, Exception exception);
}
