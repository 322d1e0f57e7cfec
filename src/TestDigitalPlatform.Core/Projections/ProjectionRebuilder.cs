using System.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Projections;

/// <summary>Rebuilds the projections that somebody asked for, on whichever node comes first.</summary>
/// <remarks>A node that ends in between leaves everything as it was, and another one begins anew.</remarks>
internal sealed class ProjectionRebuilder(
    Database database, IReadOnlyList<Projection> projections, CacheInvalidation invalidation, IServiceScopeFactory scopes,
    TimeProvider time, ILogger<ProjectionRebuilder> logger) : BackgroundService
{
    private const int MaxErrorLength = 4_000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private static readonly Caller Rebuilder = new(UserId.Parse("projection-rebuild"), Role.PlatformMaintenance, null);

    private int failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var worked = await RebuildNext(stoppingToken);
                failures = 0;
                if (worked)
                    continue;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (failures++ == 0)
                    ProjectionsLog.Interrupted(logger, e);
            }

            await Task.Delay(failures > 0 ? TransportFailure.Pause(failures) : Interval, time, stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Rebuilds a projection, if one is to be.</summary>
    /// <returns>Whether one was.</returns>
    internal async Task<bool> RebuildNext(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        if (await Claim(connection, cancellationToken) is not { } projection)
            return false;
        var begun = time.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var events = await new ProjectionRebuild(database, projection, connection, scope.ServiceProvider)
                .Run(cancellationToken);
            await End(connection, projection.Name, "done", events, null, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            foreach (var subscription in projection.Subscriptions.Values)
                invalidation.Changed(subscription.Event);
            ProjectionsLog.Rebuilt(logger, projection.Name, events, (long)time.GetElapsedTime(begun).TotalMilliseconds);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ProjectionsLog.Failed(logger, projection.Name, e);
            await transaction.RollbackAsync(CancellationToken.None);
            await Fail(projection.Name, e, cancellationToken);
        }

        return true;
    }

    private async Task<Projection?> Claim(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(database.Scope.Before(Rebuilder));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select tdp.claim_rebuild($1)")
        {
            Parameters = { new NpgsqlParameter<string[]> { TypedValue = [.. projections.Select(p => p.Name)] } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken) || await reader.IsDBNullAsync(0, cancellationToken))
            return null;
        var name = reader.GetString(0);
        return projections.First(p => p.Name == name);
    }

    private async Task Fail(string projection, Exception e, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var error = e.Message.Length > MaxErrorLength ? e.Message[..MaxErrorLength] : e.Message;
        await End(connection, projection, "failed", null, error, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task End(
        NpgsqlConnection connection, string projection, string state, long? events, string? error,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(database.Scope.Before(Rebuilder));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select tdp.end_rebuild($1, $2, $3, $4, $5)")
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = projection },
                new NpgsqlParameter<string> { TypedValue = state },
                new NpgsqlParameter<long?> { TypedValue = events },
                new NpgsqlParameter<string?> { TypedValue = error },
                new NpgsqlParameter<DateTime> { TypedValue = time.GetUtcNow().UtcDateTime },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
