using System.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Maintenance;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Projections;

/// <summary>Rebuilds the projections that somebody asked for, on whichever node comes first.</summary>
/// <remarks>A node that ends in between leaves everything as it was, and another one begins anew.</remarks>
internal sealed class ProjectionRebuilder(
    Database database, IReadOnlyList<Projection> projections, CacheInvalidation invalidation, IServiceScopeFactory scopes,
    TimeProvider time, ILogger<ProjectionRebuilder> logger)
    : RequestedWork(database, time, logger)
{
    private static readonly Caller Rebuilder = new(UserId.Parse("projection-rebuild"), Role.PlatformMaintenance, null);

    internal override async Task<bool> DoNext(CancellationToken cancellationToken)
    {
        await using var connection = await Database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        if (await Claim(connection, cancellationToken) is not { } projection)
            return false;
        var begun = Time.GetTimestamp();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var events = await new ProjectionRebuild(Database, projection, connection, scope.ServiceProvider)
                .Run(cancellationToken);
            await End(connection, projection.Name, "done", events, null, cancellationToken);
            await transaction.CommitAsync(CancellationToken.None);
            foreach (var subscription in projection.Subscriptions.Values)
                invalidation.Changed(subscription.Event);
            ProjectionsLog.Rebuilt(Logger, projection.Name, events, (long)Time.GetElapsedTime(begun).TotalMilliseconds);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            ProjectionsLog.Failed(Logger, projection.Name, e);
            await Fail(
                transaction, e, (other, error) => End(other, projection.Name, "failed", null, error, cancellationToken),
                cancellationToken);
        }

        return true;
    }

    private async Task<Projection?> Claim(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Database.Scope.Before(Rebuilder));
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

    private async Task End(
        NpgsqlConnection connection, string projection, string state, long? events, string? error,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Database.Scope.Before(Rebuilder));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select tdp.end_rebuild($1, $2, $3, $4, $5)")
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = projection },
                new NpgsqlParameter<string> { TypedValue = state },
                new NpgsqlParameter<long?> { TypedValue = events },
                new NpgsqlParameter<string?> { TypedValue = error },
                new NpgsqlParameter<DateTime> { TypedValue = Time.GetUtcNow().UtcDateTime },
            },
        });
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
