using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Outcomes;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Inbox;

/// <summary>Handles one message: Fetch → Decide → Store → Notify, as a command is, without anybody to answer.</summary>
/// <remarks>
/// <list type="number">
/// <item>Take: <see cref="MessagePump"/> takes the message, and <see cref="MessageProcessor"/> brings it to its end: it
/// retries and holds what this ends without an effect.</item>
/// <item>Read: the body becomes the event, and the message says for which customer it is handled.</item>
/// <item>Fetch: the team's function of each handler reads through <see cref="Db"/>. The first round trip looks whether the
/// message is next of its key; one that took effect before or is too early ends here.</item>
/// <item>Decide: the team's pure function returns rows and events, or a refusal.</item>
/// <item>Store: <see cref="GroupCommit"/> sends what all handlers decided, with the mark of the message, in one
/// transaction. After a lost race, the message goes back to Fetch.</item>
/// <item>Notify: cached answers are dropped, and the relay is woken.</item>
/// </list>
/// </remarks>
internal sealed class EventPipeline(
    Database database, CacheInvalidation invalidation, EventSubscriptions subscriptions, OutboxSignal outbox,
    IServiceScopeFactory scopes, TimeProvider time, ILogger<EventPipeline> logger, MessageOptions? options = null,
    IMessageTransport? transport = null, OutcomeSignal? outcomes = null) : IDisposable
{
    private const int MaxRaces = 6;

    private static readonly Refusal NotReceived = new(
        "webhook.not_received", "The event comes by a signed webhook of this service only. Somebody else has sent it: discard it.");

    private readonly IMessageConventions? conventions = transport as IMessageConventions;

    private readonly GroupCommit group = new(database, GroupCommit.AtOnce(options?.Concurrency ?? MessageOptions.DefaultConcurrency));

    // Transitions and looks are short and alike: one at a time takes more messages with it than several would.
    private readonly GroupCommit moves = new(database, Few(options));

    private readonly InstanceLooks looks = new(database, Few(options));

    private readonly InstanceTurns turns = new();

    private readonly EventLimit limit = new(logger, options?.MaxEventBytes ?? MessageOptions.DefaultMaxEventBytes);

    /// <summary>Handles a message, unless it took effect before or is not next of its key.</summary>
    /// <exception cref="UnreadableMessageException">There is no handler for its type, or its body can't be
    /// read.</exception>
    internal async Task<Handling> Handle(
        TransportMessage message, long needs, bool isHeld, CancellationToken cancellationToken)
    {
        if (HistoryMessage.EventOf(message) is { } before)
            return await Keep(before, cancellationToken);
        var handlers = subscriptions.Of(message.Type) ?? throw new UnreadableMessageException(
            UnreadableMessageException.UnknownType, $"The service has no handler for '{message.Type}'.");
        if (handlers[0].IsWebhook && message.Source != database.Service)
            return Handling.Refused(NotReceived);
        var @event = await ReceivedEvent.Read(handlers[0], message, database.Vault, cancellationToken);
        var customer = ReceivedEvent.CustomerOf(handlers[0], @event, message);
        var begun = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        using var turn = await turns.Take(
            handlers.Select(h => h.Steps.InstanceOf(@event, customer)).OfType<Guid>(), cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var mark = new InboxMark(message, needs, isHeld, looks);
            try
            {
                var parts = await DecideOrCheck(
                    handlers, @event, message, customer, mark, scope.ServiceProvider, cancellationToken);
                if (mark.End is { } end)
                    return end;
                var handling = await Store(message, @event, customer, parts, mark, begun, cancellationToken);
                if (handling.End != HandlingEnd.LostRace)
                    return handling;
            }
            catch (Exception) when (mark.End is not null && !cancellationToken.IsCancellationRequested)
            {
                // A fetch may fail where nothing is to be decided: it reads what a later or an earlier message left.
                return mark.End;
            }
            catch (RefusedException e)
            {
                return Handling.Refused(e.Refusal);
            }
            catch (PostgresException e) when (RefusedValue.Of(e) is { } refusal)
            {
                return Handling.Refused(refusal);
            }

            PlatformTelemetry.Conflict(message.Type);
            if (attempt >= MaxRaces)
                throw new RaceLostException("Others kept changing the same rows at the same time.");
            await Task.Delay(
                TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 << attempt)), time, cancellationToken);
        }
    }

    public void Dispose() => turns.Dispose();

    /// <summary>Notes that a message took effect before, where others wait to be told.</summary>
    internal async Task Repeated(TransportMessage message, CancellationToken cancellationToken)
    {
        if (conventions?.WantsHandled(message, isRepeated: true) is not true)
            return;
        await using var batch = database.Source.CreateBatch();
        var now = time.GetUtcNow();
        batch.BatchCommands.Add(OutcomeRow.Handled(message, now, now));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        outcomes?.Noted();
    }

    // An event of before, for a projection that is to be rebuilt. It is kept once, however often it comes.
    private async Task<Handling> Keep(TransportMessage told, CancellationToken cancellationToken)
    {
        if (subscriptions.Of(told.Type)?.Any(s => s.Tables is not null) is not true)
            return Handling.Done;
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(new Caller(UserId.Parse("history"), Role.PlatformMaintenance, null)));
        batch.BatchCommands.Add(ProjectedEvent.Insert(told, told.SentAt));
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return Handling.Done;
    }

    // A process that can't decide on a message may have done so before, in another state.
    private async Task<List<Part>> DecideOrCheck(
        EventSubscription[] handlers, IEvent @event, TransportMessage message, CustomerId? customer, InboxMark mark,
        IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            return await Decide(handlers, @event, message, customer, mark, services, cancellationToken);
        }
        catch (Exception) when (mark.IsUnchecked && !cancellationToken.IsCancellationRequested)
        {
            await mark.Check(database, cancellationToken);
            if (mark.End is null)
                throw;
            return [];
        }
    }

    private async Task<List<Part>> Decide(
        EventSubscription[] handlers, IEvent @event, TransportMessage message, CustomerId? customer, InboxMark mark,
        IServiceProvider services, CancellationToken cancellationToken)
    {
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var context = new EventContext(customer, message.Source, message.SentAt, now) { Message = message.Id };
        var parts = new List<Part>(handlers.Length);
        foreach (var handler in handlers)
        {
            var caller = ReceivedEvent.CallerOf(handler, message, customer);
            var db = new Db(database, caller, now, mark.HasLooked ? null : mark);
            var decision = await handler.Steps.Decide(@event, db, context, services, cancellationToken);
            if (decision is null)
                break;
            if (decision.Refusal is { } refusal)
                throw new RefusedException(refusal);
            parts.Add(new Part(caller, decision, now, handler.Tables is not null));
        }

        return parts;
    }

    private async Task<Handling> Store(
        TransportMessage message, IEvent @event, CustomerId? customer, List<Part> parts, InboxMark mark, DateTimeOffset begun,
        CancellationToken cancellationToken)
    {
        using var step = PlatformTelemetry.Step("store");
        var (statements, rows, places) = (new List<NpgsqlBatchCommand>(), new List<StoredRow>(), new List<int>());
        var following = conventions?.Following(message);
        var reply = conventions?.Replying(message) ?? (message.Source, []);
        foreach (var part in parts)
        {
            if (part != parts[0])
                statements.Add(database.Scope.Before(part.Caller));
            if (part.IsProjection)
                statements.Add(ProjectedEvent.Insert(message, part.Now));
            foreach (var row in part.Decision.Rows)
            {
                rows.Add(row);
                places.Add(statements.Count);
                statements.Add(row.Command());
            }

            foreach (var ordered in part.Decision.OrderedCalls)
                statements.Add(CallRow.Insert(ordered, part.Now));
            foreach (var told in part.Decision.Events)
                statements.Add(OutboxRow.Insert(told, part.Caller, part.Now, limit, following));
            foreach (var told in part.Decision.Replies)
                statements.Add(OutboxRow.Insert(told, part.Caller, part.Now, limit, reply.Headers, reply.Destination));
            foreach (var own in part.Decision.OwnMessages)
                statements.Add(OutboxRow.Insert(own, part.Caller, part.Now, limit, following, database.Service));
        }

        var isTold = conventions?.WantsHandled(message, isRepeated: false) is true;
        if (isTold)
            statements.Add(OutcomeRow.Handled(message, begun, time.GetUtcNow()));
        await database.Vault.Seal(
            statements, customer, isBound: parts.TrueForAll(p => p.Caller.Customer is not null), cancellationToken);
        var effects = new Effects(parts[0].Caller, mark.Command(), statements, MayHaveChanged) { Move = Move(parts, mark, statements) };
        try
        {
            var othersWait = await (effects.Move is null ? group : moves).Store(effects, cancellationToken);
            Stored(@event, customer, parts);
            if (isTold)
                outcomes?.Noted();
            return othersWait ? Handling.DoneAndNext : Handling.Done;
        }
        catch (PostgresException e) when (e.SqlState is InboxMark.HandledBefore)
        {
            return Handling.Repeated;
        }
        catch (PostgresException e) when (e.SqlState is InboxMark.EarlierMissing)
        {
            return Handling.TooEarly;
        }
        catch (PostgresException e) when (StoreResult.Of(e, rows, Failed(e)) is { } result)
        {
            if (result.Refusal is not { } refusal)
                return Handling.LostRace;
            CommandsLog.ValueRefused(logger, message.Type, e);
            return Handling.Refused(refusal);
        }
        catch (Exception e) when (!DatabaseError.IsUndone(e))
        {
            MayHaveChanged();
            throw;
        }

        int Failed(PostgresException e) =>
            e.BatchCommand is NpgsqlBatchCommand command ? places.IndexOf(effects.Statements.ToList().IndexOf(command)) : -1;

        void MayHaveChanged()
        {
            foreach (var part in parts)
                invalidation.MayHaveChanged([@event, .. part.Decision.Events], customer);
        }
    }

    private static int Few(MessageOptions? options) => Math.Max(1, (options?.Concurrency ?? MessageOptions.DefaultConcurrency) / 32);

    // What one statement can store together with those of other messages.
    private static MarkedMove? Move(List<Part> parts, InboxMark mark, List<NpgsqlBatchCommand> statements) =>
        parts is [{ Decision.Move: { } move, IsProjection: false }] && mark is { HasLooked: true, IsHeld: false }
            ? new MarkedMove(mark, move, statements[0])
            : null;

    private void Stored(IEvent @event, CustomerId? customer, List<Part> parts)
    {
        // Cached answers may depend on the event itself, as well as on what was told because of it.
        invalidation.Changed([@event], customer);
        foreach (var part in parts)
        {
            invalidation.Changed(part.Decision.Events, customer);
            if (part.Decision.Events.Count + part.Decision.Replies.Count + part.Decision.OwnMessages.Count > 0)
                outbox.Stored();
            if (part.Decision.OrderedCalls.Count > 0)
                outbox.Ordered();
        }
    }

    private sealed record Part(Caller Caller, Decision<Nothing> Decision, DateTimeOffset Now, bool IsProjection);
}
