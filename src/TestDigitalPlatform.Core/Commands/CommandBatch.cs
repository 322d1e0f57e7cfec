using Npgsql;
using TestDigitalPlatform.Audit;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Idempotency;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.StoredFiles;

namespace TestDigitalPlatform.Commands;

/// <summary>All that follows from a command, in one batch: one round trip, one transaction.</summary>
/// <remarks>
/// The batch has one Sync and no BEGIN: PostgreSQL runs it as one implicit transaction, the fastest shape there is.
/// </remarks>
internal static class CommandBatch
{
    /// <exception cref="RefusedException">An event of the decision can't be stored.</exception>
    internal static NpgsqlBatch Of<TAnswer>(
        CommandCall call, Decision<TAnswer> decision, StoredAnswer? answer, DateTimeOffset now, Database database, EventLimit limit)
    {
        if (decision.Replies.Count > 0)
            throw new PlatformException(
                "TDP0410", $"The decision of '{call.Operation.Name}' replies, but a command follows from no event. Return an answer, or "
                + "publish the event with Notify.");
        var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(call.Caller));
        if (answer is not null)
            batch.BatchCommands.Add(answer.Insert(now));
        foreach (var row in decision.Rows)
            batch.BatchCommands.Add(row.Command());
        foreach (var ordered in decision.OrderedCalls)
            batch.BatchCommands.Add(CallRow.Insert(ordered, now));
        if (call.File is { } file && decision.Refusal is null)
            batch.BatchCommands.Add(FileRegister.Keep(file));
        foreach (var @event in decision.Events)
            batch.BatchCommands.Add(OutboxRow.Insert(@event, call.Caller, now, limit));
        batch.BatchCommands.Add(AuditEntry.Of(call, decision, now).Insert());
        return batch;
    }

    /// <summary>The row of the decision that an error is about; -1 when it is about none of them.</summary>
    internal static int RowOf(PostgresException e, NpgsqlBatch batch, StoredAnswer? answer, int rows)
    {
        var before = answer is null ? 1 : 2;
        var at = e.BatchCommand is NpgsqlBatchCommand command ? batch.BatchCommands.IndexOf(command) - before : -1;
        return at < rows ? Math.Max(at, -1) : -1;
    }
}
