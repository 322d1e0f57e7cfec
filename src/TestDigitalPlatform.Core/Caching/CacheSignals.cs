using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Caching;

/// <summary>Tells the other nodes what has changed, and hears it from them, over LISTEN and NOTIFY.</summary>
/// <remarks>
/// NOTIFY is sent here and not in the business transaction, where it would make every commit of the server wait for
/// every other. What gathers while one is under way goes out together in the next.
/// </remarks>
internal sealed class CacheSignals(
    Database database, CacheInvalidation invalidation, TimeProvider time, ILogger<CacheSignals> logger)
    : BackgroundService
{
    private const string Channel = "tdp_cache";

    // The server takes payloads under 8,000 bytes.
    private const int MaxPayload = 7_000;

    // Others that stay must not wait for one that goes, but a host that stops has more to do.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly string node = Guid.NewGuid().ToString("N");

    private readonly TaskCompletionSource listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when this node hears the others for the first time, or has nothing to hear.</summary>
    internal Task Listening => listening.Task;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (invalidation.IsNeeded)
            return Task.WhenAll(Survive(Listen, stoppingToken), Survive(Send, stoppingToken));
        listening.SetResult();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (invalidation.Outgoing.Count == 0 || ExecuteTask is null)
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LastWords);
        try
        {
            await SendAll(limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException or OperationCanceledException)
        {
            CachingLog.SignalsLeft(logger, invalidation.Outgoing.Count, e);
        }
    }

    private async Task Survive(Func<CancellationToken, Task> work, CancellationToken stoppingToken)
    {
        for (var failures = 0; !stoppingToken.IsCancellationRequested; failures++)
        {
            try
            {
                await work(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is NpgsqlException or IOException or TimeoutException)
            {
                // Whatever was told in the meantime is lost, so nothing that is kept can be trusted.
                invalidation.DropEverything();
                CachingLog.SignalsLost(logger, e);
                var seconds = Math.Min(30, 1 << Math.Min(failures, 5)) * (0.5 + (Random.Shared.NextDouble() / 2));
                await Task.Delay(TimeSpan.FromSeconds(seconds), time, stoppingToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen(CancellationToken stoppingToken)
    {
        // A connection of its own, outside the pool: it never goes back.
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, KeepAlive = 10 };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Notification += (_, e) => Hear(e.Payload);
        await connection.OpenAsync(stoppingToken);
        await using (var command = new NpgsqlCommand($"listen {Channel}", connection))
            await command.ExecuteNonQueryAsync(stoppingToken);
        invalidation.DropEverything();
        listening.TrySetResult();
        while (true)
            await connection.WaitAsync(stoppingToken);
    }

    private void Hear(string payload)
    {
        var lines = payload.Split('\n');
        if (lines[0] == node)
            return;
        foreach (var line in lines.AsSpan(1))
            invalidation.Heard(line);
    }

    private async Task Send(CancellationToken stoppingToken)
    {
        while (true)
        {
            await SendAll(stoppingToken);
            await invalidation.Outgoing.Wait(stoppingToken);
        }
    }

    private async Task SendAll(CancellationToken cancellationToken)
    {
        while (invalidation.Outgoing.Take(MaxPayload) is { Count: > 0 } lines)
        {
            try
            {
                await using var command = database.Source.CreateCommand("select pg_notify($1, $2)");
                command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Channel });
                command.Parameters.Add(
                    new NpgsqlParameter<string> { TypedValue = string.Join('\n', lines.Prepend(node)) });
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
            catch
            {
                // What a broken connection swallowed goes out with the next.
                invalidation.Outgoing.PutBack(lines);
                throw;
            }
        }
    }
}
