using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Transports.Postgres;

/// <summary>Tells services of new messages in their queues, and hears of those in one's own, over LISTEN and NOTIFY.</summary>
/// <remarks>
/// NOTIFY is sent by itself: in a transaction, it would make the commits of the whole server wait for each other. What
/// gathers while one is under way goes out in the next. What gets lost costs time only, since queues are looked at anyway.
/// </remarks>
internal sealed class QueueSignals(
    TransportDatabase database, MessageService service, TimeProvider time, ILogger<QueueSignals> logger) : BackgroundService
{
    private const string Channel = "tdp_queue";
    private const int MaxPayload = 7_000;

    private readonly SignalQueue outgoing = new("*");
    private readonly MessageSignal arrived = new();
    private readonly TaskCompletionSource listen = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Begins to hear of one's own queue.</summary>
    internal void Listen() => listen.TrySetResult();

    /// <summary>Tells a service that it has messages.</summary>
    internal void Tell(string endpoint) => outgoing.Add(endpoint);

    /// <summary>Wakes a receiver of this node.</summary>
    internal void Wake() => arrived.Set();

    internal Task Wait(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken) =>
        arrived.Wait(atMost, clock, cancellationToken);

    public override void Dispose()
    {
        arrived.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Survive(Hear, stoppingToken), Survive(Send, stoppingToken));

    private async Task Survive(Func<Action, CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await work(() => failures = 0, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is: without this loop the service would only be slower.
                QueueSignalsLog.Lost(logger, e);
                await Task.Delay(TransportFailure.Pause(++failures), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Hear(Action succeeded, CancellationToken stoppingToken)
    {
        await listen.Task.WaitAsync(stoppingToken);
        // A connection of its own, outside the pool: it never goes back.
        var settings = new NpgsqlConnectionStringBuilder(database.ListenConnectionString) { Pooling = false, KeepAlive = 10 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, e) => Hear(e.Payload);
        await connection.OpenAsync(stoppingToken);
        await using (var command = new NpgsqlCommand($"listen {Channel}", connection))
            await command.ExecuteNonQueryAsync(stoppingToken);
        succeeded();
        arrived.Set();
        while (true)
            await connection.WaitAsync(stoppingToken);
    }

    private void Hear(string payload)
    {
        foreach (var endpoint in payload.Split('\n'))
        {
            if (endpoint == service.Name || endpoint == "*")
                arrived.Set();
        }
    }

    private async Task Send(Action succeeded, CancellationToken stoppingToken)
    {
        while (true)
        {
            await outgoing.Wait(stoppingToken);
            while (outgoing.Take(MaxPayload) is { Count: > 0 } endpoints)
            {
                await using var command = database.Source.CreateCommand("select pg_notify($1, $2)");
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = string.Join('\n', endpoints) });
                await command.ExecuteNonQueryAsync(stoppingToken);
                succeeded();
            }
        }
    }
}

internal static partial class QueueSignalsLog
{
    [LoggerMessage(
        1640, LogLevel.Warning,
        "Word of new messages is not getting through: queues are looked at every few seconds; trying again.")]
    internal static partial void Lost(ILogger logger, Exception exception);
}
