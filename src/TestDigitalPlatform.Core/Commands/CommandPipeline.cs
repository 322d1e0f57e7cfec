using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Audit;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Idempotency;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Settings;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Commands;

/// <summary>Fetch → Decide → Store → respond → Notify.</summary>
internal sealed class CommandPipeline(
    Database database, CacheInvalidation invalidation, OutboxSignal outbox, TimeProvider time,
    ILogger<CommandPipeline> logger, SettingsCache? settings = null, MessageOptions? messages = null)
{
    private const int MaxAttempts = 6;

    private static readonly Refusal TooBusy = new(
        "version_conflict", "Other requests changed the same item at the same time. Nothing was done. Try again.");

    private readonly CommandStore store = new(
        database, logger, new EventLimit(logger, messages?.MaxEventBytes ?? MessageOptions.DefaultMaxEventBytes));

    /// <exception cref="NpgsqlException">The database can't be reached, or broke off: nothing is known to be
    /// stored.</exception>
    internal async Task<Outcome<TAnswer>> Run<TCommand, TAnswer>(
        CommandSteps<TCommand, TAnswer> steps, TCommand command, CommandCall call, CancellationToken cancellationToken)
    {
        if (call.Operation.NeedsCustomer && call.Caller?.Customer is null)
            return await RefuseForGood<TAnswer>(call, MissingCaller.CustomerRequired, cancellationToken);
        var key = IdempotencyKey.Of(call, command);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var outcome = await Attempt(steps, command, call, key, cancellationToken);
                if (outcome is null)
                    PlatformTelemetry.Conflict(call.Operation.Name);
                if (outcome is null && attempt >= MaxAttempts)
                    outcome = await RefuseWithoutKey<TAnswer>(call, TooBusy, cancellationToken);
                if (outcome is { } ended)
                {
                    PlatformTelemetry.CommandEnded(call.Operation.Name, ended.Refusal is null ? "accepted" : "refused");
                    return ended;
                }
            }
            catch (AlreadyAnsweredException e)
            {
                return await Replay<TAnswer>(e.Answer, key!, call, cancellationToken);
            }
            catch (NpgsqlException e) when (
                attempt < MaxAttempts && DatabaseError.IsWorthRepeating(e)
                && (key is not null || DatabaseError.IsUndone(e)))
            {
                // With a key it is safe even when the first try was stored and only its confirmation got lost.
                CommandsLog.TriedAgain(logger, call.Operation.Name, attempt, e);
            }

            await Task.Delay(Backoff(attempt), time, cancellationToken);
        }
    }

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

    // Null means that another change came first.
    private async Task<Outcome<TAnswer>?> Attempt<TCommand, TAnswer>(
        CommandSteps<TCommand, TAnswer> steps, TCommand command, CommandCall call, IdempotencyKey? key,
        CancellationToken cancellationToken)
    {
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var decision = await Decide(steps, command, call, key, now, cancellationToken);
        var result = await Store(call, decision, key, now, cancellationToken);
        switch (result.End)
        {
            case StoreEnd.Stored:
                invalidation.Changed(decision.Events, call.Caller?.Customer);
                if (decision.Events.Count > 0)
                    outbox.Stored();
                return decision.Refusal is null ? new(decision.Answer, null) : new(default, decision.Refusal);
            case StoreEnd.Repeated:
                var earlier = await new EarlierAnswer(key!).Find(database, call.Caller, cancellationToken);
                return earlier is null ? null : await Replay<TAnswer>(earlier, key!, call, cancellationToken);
            case StoreEnd.Refused:
                return await Refuse<TAnswer>(call, result.Refusal!, key, now, cancellationToken);
            default:
                return null;
        }
    }

    private async Task<StoreResult> Store<TAnswer>(
        CommandCall call, Decision<TAnswer> decision, IdempotencyKey? key, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        try
        {
            return await store.Store(call, decision, Answer(key, decision), now, cancellationToken);
        }
        catch (RefusedException e)
        {
            return new(StoreEnd.Refused, e.Refusal);
        }
        catch (Exception e) when (!DatabaseError.IsUndone(e))
        {
            // It may have been committed, or will be: whoever reads a cached answer must not miss that.
            invalidation.MayHaveChanged(decision.Events, call.Caller?.Customer);
            throw;
        }
        catch (PostgresException e) when (DatabaseError.IsDemoted(e))
        {
            // After a fail-over, the connections that are open lead to what is a standby now.
            database.Source.Clear();
            throw;
        }
    }

    private async Task<Decision<TAnswer>> Decide<TCommand, TAnswer>(
        CommandSteps<TCommand, TAnswer> steps, TCommand command, CommandCall call, IdempotencyKey? key,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = settings is null
            ? SettingsValues.None
            : await settings.For(call.Caller?.Customer, cancellationToken);
        var db = new Db(database, call.Caller, now, key is null ? null : new EarlierAnswer(key), values);
        var context = new CommandContext(call.Caller, now) { Values = values };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await steps.Decide(command, db, context, call.IfMatch, cancellationToken);
            }
            catch (RefusedException e)
            {
                return Decision.Refuse(e.Refusal);
            }
            catch (PostgresException e) when (RefusedValue.Of(e) is { } refusal)
            {
                CommandsLog.ValueRefused(logger, call.Operation.Name, e);
                return Decision.Refuse(refusal);
            }
            catch (NpgsqlException e) when (Transient.MayReadAgain(e, attempt))
            {
                await Transient.Wait(e, attempt, time, logger, cancellationToken);
            }
        }
    }

    private async Task<Outcome<TAnswer>?> Refuse<TAnswer>(
        CommandCall call, Refusal refusal, IdempotencyKey? key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Decision<TAnswer> decision = Decision.Refuse(refusal);
        var result = await store.Store(call, decision, Answer(key, decision), now, cancellationToken);
        return result.End == StoreEnd.Stored ? new(default, refusal) : null;
    }

    // A precondition is about this request, not about the command: the same key may come again with a fresh version.
    private static StoredAnswer? Answer<TAnswer>(IdempotencyKey? key, Decision<TAnswer> decision) =>
        key is null || decision.Refusal == VersionCondition.NotMet ? null : StoredAnswer.Of(key, decision);

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

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 << attempt));
}
