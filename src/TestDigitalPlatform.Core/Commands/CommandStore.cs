using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Audit;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Files;
using TestDigitalPlatform.Idempotency;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Commands;

/// <summary>Stores what follows from a command, in one batch: one round trip, one transaction.</summary>
/// <remarks>
/// The batch has one Sync and no BEGIN: PostgreSQL runs it as one implicit transaction, the fastest shape there is.
/// </remarks>
internal sealed class CommandStore(Database database, ILogger logger, EventLimit limit)
{
    /// <exception cref="RefusedException">An event of the decision can't be stored.</exception>
    internal async Task<StoreResult> Store<TAnswer>(
        CommandCall call, Decision<TAnswer> decision, StoredAnswer? answer, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (decision.Replies.Count > 0)
            throw new PlatformException(
                "TDP0410", $"The decision of '{call.Operation.Name}' replies, but a command follows from no event. Return an answer, or "
                + "publish the event with Notify.");
        using var step = PlatformTelemetry.Step("store");
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(call.Caller));
        if (answer is not null)
            batch.BatchCommands.Add(answer.Insert(now));
        var rowsBegin = batch.BatchCommands.Count;
        foreach (var row in decision.Rows)
            batch.BatchCommands.Add(Database.Command(row.MayChangeNothing ? row.Sql.Text : row.Sql.Rendered.Guarded, row.Sql));
        if (call.File is { } file && decision.Refusal is null)
            batch.BatchCommands.Add(FileRegister.Keep(file));
        foreach (var @event in decision.Events)
            batch.BatchCommands.Add(OutboxRow.Insert(@event, call.Caller, now, limit));
        batch.BatchCommands.Add(AuditEntry.Of(call, decision, now).Insert());
        await database.Vault.Seal(batch, call.Caller, cancellationToken);
        database.Watch?.Invoke(batch);
        StoreResult? result = null;
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return StoreResult.Stored;
        }
        catch (PostgresException e) when ((result = StoreResult.Of(e, decision.Rows, Failed(e))) is not null)
        {
            if (result.End == StoreEnd.Refused && e.SqlState is not PostgresErrorCodes.UniqueViolation)
                CommandsLog.ValueRefused(logger, call.Operation.Name, e);
            return result;
        }

        int Failed(PostgresException e)
        {
            var at = e.BatchCommand is NpgsqlBatchCommand command ? batch.BatchCommands.IndexOf(command) - rowsBegin : -1;
            return at < decision.Rows.Count ? Math.Max(at, -1) : -1;
        }
    }
}
