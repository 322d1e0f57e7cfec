using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TestDigitalPlatform.Caching;
using TestDigitalPlatform.Commands;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Encryption;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Outcomes;
using TestDigitalPlatform.Projections;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Inbox;

/// <summary>Handles one message: Fetch → Decide → Store → Notify, as a command is, without anybody to answer.</summary>
internal sealed class EventPipeline(
    Database database, CacheInvalidation invalidation, EventSubscriptions subscriptions, OutboxSignal outbox,
    IServiceScopeFactory scopes, TimeProvider time, ILogger<EventPipeline> logger, MessageOptions? options = null,
    IMessageTransport? transport = null, OutcomeSignal? outcomes = null)
{
    private const int MaxRaces = 6;

    private readonly IMessageConventions? conventions = transport as IMessageConventions;

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
        var @event = await Read(handlers[0], message, database.Vault, cancellationToken);
        var customer = CustomerOf(message);
        var begun = time.GetUtcNow();
        await using var scope = scopes.CreateAsyncScope();
        for (var attempt = 1; ; attempt++)
        {
            var mark = new InboxMark(message, needs, isHeld);
            try
            {
                var parts = await Decide(
                    handlers, @event, message, customer, mark, scope.ServiceProvider, cancellationToken);
                var handling = await Store(message, @event, customer, parts, mark, begun, cancellationToken);
                if (handling.End != HandlingEnd.LostRace)
                    return handling;
            }
            catch (NotNextException e)
            {
                return e.TookEffect ? Handling.Repeated : Handling.TooEarly;
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

    private async Task<List<Part>> Decide(
        EventSubscription[] handlers, IEvent @event, TransportMessage message, CustomerId? customer, InboxMark mark,
        IServiceProvider services, CancellationToken cancellationToken)
    {
        var now = ColumnTime.Microseconds(time.GetUtcNow());
        var context = new EventContext(customer, message.Source, message.SentAt, now);
        var parts = new List<Part>(handlers.Length);
        foreach (var handler in handlers)
        {
            var caller = CallerOf(handler, message, customer);
            var db = new Db(database, caller, now, mark.HasLooked ? null : mark);
            var decision = await handler.Steps.Decide(@event, db, context, services, cancellationToken);
            if (decision.Refusal is { } refusal)
                throw new RefusedException(refusal);
            parts.Add(new Part(caller, decision, now, handler.Tables is not null));
        }

        return parts;
    }

    // One batch: one round trip, one transaction. The mark comes first, since it may end all.
    private async Task<Handling> Store(
        TransportMessage message, IEvent @event, CustomerId? customer, List<Part> parts, InboxMark mark, DateTimeOffset begun,
        CancellationToken cancellationToken)
    {
        using var step = PlatformTelemetry.Step("store");
        await using var batch = database.Source.CreateBatch();
        batch.BatchCommands.Add(database.Scope.Before(parts[0].Caller));
        batch.BatchCommands.Add(mark.Command());
        var (rows, places) = (new List<StoredRow>(), new List<int>());
        var following = conventions?.Following(message);
        var reply = conventions?.Replying(message) ?? (message.Source, []);
        foreach (var part in parts)
        {
            if (part != parts[0])
                batch.BatchCommands.Add(database.Scope.Before(part.Caller));
            if (part.IsProjection)
                batch.BatchCommands.Add(ProjectedEvent.Insert(message, part.Now));
            foreach (var row in part.Decision.Rows)
            {
                rows.Add(row);
                places.Add(batch.BatchCommands.Count);
                batch.BatchCommands.Add(Database.Command(
                    row.MayChangeNothing ? row.Sql.Text : row.Sql.Rendered.Guarded, row.Sql));
            }

            foreach (var told in part.Decision.Events)
                batch.BatchCommands.Add(OutboxRow.Insert(told, part.Caller, part.Now, limit, following));
            foreach (var told in part.Decision.Replies)
                batch.BatchCommands.Add(OutboxRow.Insert(told, part.Caller, part.Now, limit, reply.Headers, reply.Destination));
        }

        var isTold = conventions?.WantsHandled(message, isRepeated: false) is true;
        if (isTold)
            batch.BatchCommands.Add(OutcomeRow.Handled(message, begun, time.GetUtcNow()));
        await database.Vault.Seal(batch, customer, isBound: parts.TrueForAll(p => p.Caller.Customer is not null), cancellationToken);
        database.Watch?.Invoke(batch);
        try
        {
            var othersWait = await Run(batch, cancellationToken);
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
            foreach (var part in parts)
                invalidation.MayHaveChanged([@event, .. part.Decision.Events], customer);
            throw;
        }

        int Failed(PostgresException e) => e.BatchCommand is NpgsqlBatchCommand command
            ? places.IndexOf(batch.BatchCommands.IndexOf(command))
            : -1;
    }

    private static async Task<bool> Run(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var othersWait = reader.GetBoolean(0);
        while (await reader.NextResultAsync(cancellationToken))
        {
            // An error of a later statement is raised here.
        }

        return othersWait;
    }

    private void Stored(IEvent @event, CustomerId? customer, List<Part> parts)
    {
        // Cached answers may depend on the event itself, as well as on what was told because of it.
        invalidation.Changed([@event], customer);
        foreach (var part in parts)
        {
            invalidation.Changed(part.Decision.Events, customer);
            if (part.Decision.Events.Count + part.Decision.Replies.Count > 0)
                outbox.Stored();
        }
    }

    /// <summary>Reads an event, and decrypts its sensitive values.</summary>
    internal static async ValueTask<IEvent> Read(
        EventSubscription handler, TransportMessage message, Vault vault, CancellationToken cancellationToken)
    {
        Opening.Begin();
        var @event = Read(handler, message);
        if (Opening.Take() is not { } found)
            return @event;
        var customer = CustomerOf(message);
        try
        {
            await vault.Open(found, customer, readsAll: customer is null, cancellationToken);
            return @event;
        }
        catch (PlatformException e) when (e.Code == Vault.Unreadable)
        {
            throw new UnreadableMessageException("unreadable_body", e.Message, e);
        }
    }

    private static IEvent Read(EventSubscription handler, TransportMessage message)
    {
        if (message.TooLarge is { } bytes)
            throw new UnreadableMessageException(
                "too_large", $"The body has {bytes} bytes and may have {BlockLimit.MaxBodyBytes}. Only its beginning is kept.");
        try
        {
            return handler.Read(message.Body.Span);
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or ArgumentException or FormatException)
        {
            throw new UnreadableMessageException(
                "unreadable_body", $"The body is not a '{message.Type}': {e.Message}", e);
        }
    }

    internal static CustomerId? CustomerOf(TransportMessage message)
    {
        if (message.Customer is not { } text)
            return null;
        return CustomerId.TryParse(text, null, out var customer)
            ? customer
            : throw new UnreadableMessageException("unreadable_customer", "The message's customer is not a customer's id.");
    }

    // The event's own customer and no other: what is not said fails closed.
    internal static Caller CallerOf(EventSubscription handler, TransportMessage message, CustomerId? customer)
    {
        var user = UserId.TryParse($"service:{message.Source}", null, out var named) ? named : UserId.Parse("service");
        if (handler.AcrossCustomers)
            return new Caller(user, Role.PlatformMaintenance, null);
        return customer is null
            ? throw new UnreadableMessageException(
                "event_without_customer", $"The event belongs to no customer, and '{handler.Handler.Name}' works in the isolation "
                + "of one: mark the handler with [AcrossCustomers].")
            : new Caller(user, Role.CustomerUser, customer);
    }

    private sealed record Part(Caller Caller, Decision<Nothing> Decision, DateTimeOffset Now, bool IsProjection);
}
