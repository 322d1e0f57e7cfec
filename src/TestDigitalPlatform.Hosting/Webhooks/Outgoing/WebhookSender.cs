using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>Sends the deliveries that are due, on whichever node takes them first.</summary>
/// <remarks>
/// A delivery is taken for the time of a lease: if a node ends while it sends, another one sends it again. So many are under way on a
/// node, and only a few of them for one webhook, so that a receiver that hangs takes no places from others.
/// </remarks>
internal sealed class WebhookSender(
    Database database, WebhookClient client, WebhookDeliveryOptions options, MessageOptions messages, OutboxSignal outbox,
    TimeProvider time, ILogger<WebhookSender> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private static readonly Caller Platform = new(
        UserId.Parse(Caller.ServicePrefix + "webhooks"), Role.PlatformMaintenance, null);

    private readonly EventLimit limit = new(logger, messages.MaxEventBytes);
    private readonly ConcurrentDictionary<Guid, Task> underWay = new();
    private readonly SemaphoreSlim ended = new(0, 1);

    private int failures;

    public override void Dispose()
    {
        ended.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TakeDue(stoppingToken);
                if (Interlocked.Exchange(ref failures, 0) > 0)
                    WebhooksLog.Recovered(logger);
            }
            catch (Exception e) when (Database.IsOver(e, stoppingToken))
            {
                break;
            }
            catch (Exception e)
            {
                if (failures++ == 0)
                    WebhooksLog.Interrupted(logger, e);
                await Task.Delay(TransportFailure.Pause(failures), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            await Wait(stoppingToken);
        }

        await Task.WhenAll(underWay.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TakeDue(CancellationToken stoppingToken)
    {
        var free = options.MaxConcurrent - underWay.Count;
        if (free <= 0)
            return;
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var db = new Db(database, Platform, now);
        var due = await db.List<ClaimedDelivery>(
            ClaimedDelivery.Claim(now, now + (options.Timeout * 2) + TimeSpan.FromSeconds(10), free, options.MaxConcurrentOfWebhook),
            stoppingToken);
        foreach (var delivery in due)
        {
            // Removed by itself, but not before it is there.
            var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            underWay[delivery.Id] = Deliver(delivery, begin.Task, stoppingToken);
            begin.SetResult();
        }
    }

    // Until one has ended, or the next look is due.
    private async Task Wait(CancellationToken stoppingToken)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var (next, end) = (Task.Delay(Interval, time, both.Token), ended.WaitAsync(both.Token));
        await Task.WhenAny(next, end);
        await both.CancelAsync();
        await Task.WhenAll(next, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Deliver(ClaimedDelivery delivery, Task begin, CancellationToken stoppingToken)
    {
        await begin;
        try
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await client.Send(delivery, stoppingToken);
            await End(delivery, answer, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception e) when (Database.IsOver(e, stoppingToken))
        {
            // The lease ends, and another node sends it.
        }
        catch (Exception e)
        {
            WebhooksLog.NotNoted(logger, delivery.Id, e);
        }
        finally
        {
            underWay.TryRemove(delivery.Id, out _);
            try
            {
                ended.Release();
            }
            catch (SemaphoreFullException)
            {
                // It is noted already.
            }
        }
    }

    // What has been sent is noted, also while the host stops.
    private async Task End(ClaimedDelivery delivery, DeliveryAnswer answer, TimeSpan took)
    {
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var next = answer.IsTaken || answer.IsGone ? null
            : DeliverySchedule.Next(delivery.BegunAt, now, answer.RetryAfter, Random.Shared.NextDouble());
        var state = answer.IsTaken ? "delivered" : next is null ? "failed" : "waiting";
        await using var connection = await database.Source.OpenConnectionAsync(CancellationToken.None);
        await using var transaction = await connection.BeginTransactionAsync(CancellationToken.None);
        var isDisabled = await Note(
            connection,
            $"""
            select tdp.end_delivery({delivery.Id}, {delivery.Attempts}, {now}, {state}, {next}, {(int?)answer.Status},
                {(int)took.TotalMilliseconds}, {answer.Answer}, {answer.Error}, {answer.IsGone}, {now - DeliverySchedule.Failing})
            """);
        if (isDisabled)
        {
            var reason = answer.IsGone ? "gone" : "failing";
            await using var told = new NpgsqlBatch(connection);
            told.BatchCommands.Add(OutboxRow.Insert(
                new WebhookDisabled(delivery.CustomerId, delivery.Subscription, delivery.Url, reason, now), Platform, now, limit));
            await told.ExecuteNonQueryAsync(CancellationToken.None);
            WebhooksLog.Disabled(logger, delivery.Subscription, reason);
        }

        await transaction.CommitAsync(CancellationToken.None);
        if (isDisabled)
            outbox.Stored();
    }

    private async Task<bool> Note(NpgsqlConnection connection, Sql sql)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(database.Scope.Before(Platform));
        batch.BatchCommands.Add(Database.Command(sql));
        await using var reader = await batch.ExecuteReaderAsync(CancellationToken.None);
        await reader.NextResultAsync(CancellationToken.None);
        await reader.ReadAsync(CancellationToken.None);
        return reader.GetBoolean(0);
    }
}
