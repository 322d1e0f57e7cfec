using TestDigitalPlatform.Audit;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Idempotency;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Commands;

// What ends a command without a new decision: it is denied, refused by the platform, or was answered before.
internal sealed partial class CommandPipeline
{
    internal static readonly Refusal TooBusy = new(
        "version_conflict", "Other requests changed the same item at the same time. Nothing was done. Try again.");

    /// <summary>Writes down that somebody tried what they may not.</summary>
    /// <param name="call">What was tried.</param>
    /// <param name="reason">The code that the caller is told.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    internal async Task Deny(CommandCall call, string reason, CancellationToken cancellationToken)
    {
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(call.Caller));
        batch.BatchCommands.Add(AuditEntry.Denied(call, reason, time.GetUtcNow()).Insert());
        await batch.ExecuteNonQueryAsync(cancellationToken);
        PlatformTelemetry.CommandEnded(call.Operation.Name, "denied");
    }

    private async Task<Outcome<TAnswer>?> Refuse<TAnswer>(
        CommandCall call, Refusal refusal, IdempotencyKey? key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Decision<TAnswer> decision = Decision.Refuse(refusal);
        var result = await Commit(call, decision, key, now, cancellationToken);
        return result.End == StoreEnd.Stored ? new(default, refusal) : null;
    }

    // Telling an answer again is nothing new; another command under a used key is an attempt of its own.
    private async Task<Outcome<TAnswer>> Replay<TAnswer>(
        StoredAnswer earlier, IdempotencyKey key, CommandCall call, CancellationToken cancellationToken) =>
        key.IsRepeatOf(earlier.Key)
            ? await RepeatOf<TAnswer>(earlier, call, cancellationToken)
            : await RefuseWithoutKey<TAnswer>(call, EarlierAnswer.AnotherPayload, cancellationToken);

    private ValueTask<Outcome<TAnswer>> RepeatOf<TAnswer>(
        StoredAnswer earlier, CommandCall call, CancellationToken cancellationToken)
    {
        if (earlier.Accepted)
            invalidation.ChangedBefore(call.Caller?.Customer);
        return earlier.Outcome<TAnswer>(database.Vault, call.Caller, cancellationToken);
    }

    private async Task<Outcome<TAnswer>> RefuseWithoutKey<TAnswer>(
        CommandCall call, Refusal refusal, CancellationToken cancellationToken)
    {
        await Refuse<TAnswer>(call, refusal, null, ColumnTime.Microseconds(time.GetUtcNow()), cancellationToken);
        return new(default, refusal);
    }

    // Before anything is fetched, so no state is involved: the audit entry is all there is to store.
    private async Task<Outcome<TAnswer>> RefuseForGood<TAnswer>(
        CommandCall call, Refusal refusal, CancellationToken cancellationToken)
    {
        var refused = await RefuseWithoutKey<TAnswer>(call, refusal, cancellationToken);
        PlatformTelemetry.CommandEnded(call.Operation.Name, "refused");
        return refused;
    }
}
