using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Calls;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Idempotency;
using TestDigitalPlatform.Operations;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Settings;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Commands;

/// <summary>A command: Fetch → Decide → Store → respond → Notify.</summary>
/// <remarks>
/// <list type="number">
/// <item>Who calls: <c>CallerMiddleware</c> validates the access token.</item>
/// <item>May they: <c>OperationServer</c> checks the role, awaits the body, and takes a place among the requests.</item>
/// <item>What they ask: <c>CommandServer</c> binds the command, and reads its key and its <c>If-Match</c>.</item>
/// <item>Fetch: the team's function reads through <see cref="Db"/>, and <see cref="DbBatch"/> sends the caller's customer,
/// the lookup of an earlier answer and the statements in one round trip. An earlier answer is replayed: the command
/// ends here.</item>
/// <item>Decide: the team's pure function returns an answer, rows and events, or a refusal.</item>
/// <item>Store: <see cref="CommandBatch"/> puts it all into one batch, which is sent from here and is committed when it
/// returns. After a lost race, the command goes back to Fetch.</item>
/// <item>Notify: cached answers are dropped, and the relay is woken.</item>
/// <item>Respond: <c>CommandServer</c> answers, and <c>OperationServer</c> sends it outside the place.</item>
/// </list>
/// What ends a command before or beside these steps stands in <c>CommandPipeline.Refusals.cs</c>.
/// </remarks>
internal sealed partial class CommandPipeline(
    Database database, CacheInvalidation invalidation, OutboxSignal outbox, TimeProvider time,
    ILogger<CommandPipeline> logger, SettingsCache? settings = null, MessageOptions? messages = null)
{
    private const int MaxAttempts = 6;

    private readonly EventLimit limit = new(logger, messages?.MaxEventBytes ?? MessageOptions.DefaultMaxEventBytes);

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
                    if (!ended.Replayed)
                        PlatformTelemetry.CommandEnded(
                            call.Operation.Name, ended.Refusal is null ? "accepted" : "refused");
                    return ended;
                }
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

    // Null means that another change came first.
    private async Task<Outcome<TAnswer>?> Attempt<TCommand, TAnswer>(
        CommandSteps<TCommand, TAnswer> steps, TCommand command, CommandCall call, IdempotencyKey? key,
        CancellationToken cancellationToken)
    {
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var earlier = key is null ? null : new EarlierAnswer(key);
        var decision = await Decide(steps, command, call, earlier, now, cancellationToken);
        if (decision is null)
            return await Replay<TAnswer>(earlier!.Answer!, key!, call, cancellationToken);
        var result = await Store(call, decision, key, now, cancellationToken);
        switch (result.End)
        {
            case StoreEnd.Stored:
                invalidation.Changed(decision.Events, call.Caller?.Customer);
                if (decision.Events.Count > 0)
                    outbox.Stored();
                if (decision.OrderedCalls.Count > 0)
                    outbox.Ordered();
                return decision.Refusal is null ? new(decision.Answer, null) : new(default, decision.Refusal);
            case StoreEnd.Repeated:
                var answer = await earlier!.Find(database, call.Caller, cancellationToken);
                return answer is null ? null : await Replay<TAnswer>(answer, key!, call, cancellationToken);
            case StoreEnd.Refused:
                return await Refuse<TAnswer>(call, result.Refusal!, key, now, cancellationToken);
            default:
                return null;
        }
    }

    // Null means that the command was answered before.
    private async Task<Decision<TAnswer>?> Decide<TCommand, TAnswer>(
        CommandSteps<TCommand, TAnswer> steps, TCommand command, CommandCall call, EarlierAnswer? earlier,
        DateTimeOffset now, CancellationToken cancellationToken)
    {
        var values = settings is null
            ? SettingsValues.None
            : await settings.For(call.Caller?.Customer, cancellationToken);
        var db = new Db(database, call.Caller, now, earlier, values);
        var context = new CommandContext(call.Caller, now) { Values = values };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await steps.Decide(command, db, context, call.IfMatch, cancellationToken);
            }
            catch (Exception) when (db.EndsFlow && !cancellationToken.IsCancellationRequested)
            {
                // Now that the command took effect, a fetch may fail: a row that it deleted is missing.
                return null;
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

    private async Task<StoreResult> Store<TAnswer>(
        CommandCall call, Decision<TAnswer> decision, IdempotencyKey? key, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        try
        {
            return await Commit(call, decision, key, now, cancellationToken);
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

    private async Task<StoreResult> Commit<TAnswer>(
        CommandCall call, Decision<TAnswer> decision, IdempotencyKey? key, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        using var step = PlatformTelemetry.Step("store");
        var answer = Answer(key, decision);
        await using var batch = CommandBatch.Of(call, decision, answer, now, database, limit);
        await database.Vault.Seal(batch, call.Caller, cancellationToken);
        database.Watch?.Invoke(batch);
        StoreResult? result = null;
        try
        {
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return StoreResult.Stored;
        }
        catch (PostgresException e) when ((result = StoreResult.Of(
            e, decision.Rows, CommandBatch.RowOf(e, batch, answer, decision.Rows.Count))) is not null)
        {
            if (result.End == StoreEnd.Refused && e.SqlState is not PostgresErrorCodes.UniqueViolation)
                CommandsLog.ValueRefused(logger, call.Operation.Name, e);
            return result;
        }
    }

    // A precondition is about this request, not about the command: the same key may come again with a fresh version.
    private static StoredAnswer? Answer<TAnswer>(IdempotencyKey? key, Decision<TAnswer> decision) =>
        key is null || decision.Refusal == VersionCondition.NotMet ? null : StoredAnswer.Of(key, decision);

    private static TimeSpan Backoff(int attempt) => TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 << attempt));
}

/// <summary>The team's part of a command: what is fetched and what is decided.</summary>
internal abstract class CommandSteps<TCommand, TAnswer>
{
    /// <returns><see langword="null"/> when the command was answered before: nothing is to be decided.</returns>
    internal abstract Task<Decision<TAnswer>?> Decide(
        TCommand command, Db db, CommandContext context, VersionCondition? ifMatch,
        CancellationToken cancellationToken);
}

/// <summary>A command that is decided without a fetch.</summary>
internal sealed class BlindCommand<THandler, TCommand, TAnswer> : CommandSteps<TCommand, TAnswer>
    where THandler : ICommandHandler<TCommand, TAnswer>
    where TCommand : ICommand<TAnswer>
{
    internal static readonly BlindCommand<THandler, TCommand, TAnswer> Instance = new();

    internal override Task<Decision<TAnswer>?> Decide(
        TCommand command, Db db, CommandContext context, VersionCondition? ifMatch, CancellationToken cancellationToken)
    {
        ifMatch?.Check(null);
        using var step = PlatformTelemetry.Step("decide");
        return Task.FromResult<Decision<TAnswer>?>(THandler.Decide(command, context));
    }
}

/// <summary>A command that is decided on what is fetched.</summary>
internal sealed class FetchedCommand<THandler, TCommand, TState, TAnswer>(THandler handler)
    : CommandSteps<TCommand, TAnswer>
    where THandler : ICommandHandler<TCommand, TState, TAnswer>
    where TCommand : ICommand<TAnswer>
{
    internal override async Task<Decision<TAnswer>?> Decide(
        TCommand command, Db db, CommandContext context, VersionCondition? ifMatch, CancellationToken cancellationToken)
    {
        TState state;
        using (PlatformTelemetry.Step("fetch"))
            state = await handler.Fetch(command, db, cancellationToken);
        if (db.EndsFlow)
            return null;
        ifMatch?.Check(state);
        using (PlatformTelemetry.Step("decide"))
            return THandler.Decide(command, state, context);
    }
}
