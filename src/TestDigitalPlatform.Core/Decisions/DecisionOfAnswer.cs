namespace TestDigitalPlatform;

/// <summary>
/// The result of a command as data: an answer, rows to store and events to publish; or a refusal.
/// </summary>
/// <remarks>
/// It has no effect by itself: the platform stores it in one transaction, then responds, then publishes the events.
/// </remarks>
/// <typeparam name="TAnswer">The command's answer.</typeparam>
public sealed class Decision<TAnswer>
{
    private readonly List<StoredRow> rows = [];
    private readonly List<IEvent> events = [];
    private readonly List<IEvent> replies = [];
    private readonly List<IEvent> ownMessages = [];
    private readonly List<OrderedCall> calls = [];
    private readonly TAnswer? answer;

    internal Decision(TAnswer answer) => this.answer = answer;

    private Decision(Refusal refusal) => Refusal = refusal;

    /// <summary>The refusal; <see langword="null"/> if accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The answer.</summary>
    /// <exception cref="InvalidOperationException">The command was refused.</exception>
    public TAnswer Answer => Refusal is null
        ? answer!
        : throw new InvalidOperationException($"The command was refused ({Refusal.Code}), so it has no answer.");

    /// <summary>The rows to store, in this order.</summary>
    public IReadOnlyList<StoredRow> Rows => rows;

    /// <summary>The events to publish, in this order.</summary>
    public IReadOnlyList<IEvent> Events => events;

    /// <summary>The events to send to the sender of the handled event only, in this order.</summary>
    public IReadOnlyList<IEvent> Replies => replies;

    /// <summary>The external calls to make, in this order.</summary>
    public IReadOnlyList<IAnyExternalCall> Calls => [.. calls.Select(ordered => ordered.Call)];

    /// <summary>
    /// The target in the audit. Default: the ids of the route, otherwise the first event's subject.
    /// </summary>
    public string? Target { get; private set; }

    /// <summary>Adds rows with <c>insert … values</c>, which adds each of them or fails.</summary>
    /// <param name="sql">One <c>insert … values</c> without <c>on conflict</c> and <c>returning</c>; values in
    /// <c>{}</c> become parameters. An insert that may add no row, such as <c>insert … select</c>, belongs to
    /// <see cref="Change"/> or <see cref="ChangeAny"/>.</param>
    /// <param name="orRefuse">The refusal if a constraint is violated, immediate or deferred: unique, exclusion,
    /// foreign key, check, not null, or an error of a trigger. Without it, callers get 409 <c>already_exists</c>, 409
    /// <c>broken_reference</c> or 422 <c>value_not_storable</c>.</param>
    /// <param name="constraint">The name of the constraint that <paramref name="orRefuse"/> applies to, if the
    /// table has several. Default: any constraint.</param>
    public Decision<TAnswer> Insert(Sql sql, Refusal? orRefuse = null, string? constraint = null) =>
        Add(new StoredRow(sql, RowChange.Insert, orRefuse, constraint));

    /// <summary>Changes rows that must be there, with an update, a delete or an insert that may add none.</summary>
    /// <remarks>
    /// It must change at least one row. If it changes none, the fetched state is stale (write <c>where id = … and
    /// version = …</c>): nothing of this decision is stored, and the platform fetches and decides again.
    /// </remarks>
    /// <param name="sql">One statement without <c>returning</c>; values in <c>{}</c> become parameters.</param>
    /// <param name="orRefuse">The refusal if a constraint is violated, immediate or deferred: unique, exclusion,
    /// foreign key, check, not null, or an error of a trigger. Without it, callers get 409 <c>already_exists</c>, 409
    /// <c>broken_reference</c> or 422 <c>value_not_storable</c>.</param>
    /// <param name="constraint">The name of the constraint that <paramref name="orRefuse"/> applies to, if the
    /// table has several. Default: any constraint.</param>
    public Decision<TAnswer> Change(Sql sql, Refusal? orRefuse = null, string? constraint = null) =>
        Add(new StoredRow(sql, RowChange.Change, orRefuse, constraint));

    /// <summary>
    /// Changes rows with a statement that may change none, such as deleting a row that may be missing.
    /// </summary>
    /// <param name="sql">One statement without <c>returning</c>; values in <c>{}</c> become parameters.</param>
    /// <param name="orRefuse">The refusal if a constraint is violated, as in <see cref="Change"/>.</param>
    /// <param name="constraint">The name of the constraint that <paramref name="orRefuse"/> applies to, if the
    /// table has several. Default: any constraint.</param>
    public Decision<TAnswer> ChangeAny(Sql sql, Refusal? orRefuse = null, string? constraint = null) =>
        Add(new StoredRow(sql, RowChange.ChangeAny, orRefuse, constraint));

    /// <summary>Removes a stored file, with the decision; its bytes go within two hours.</summary>
    /// <remarks>Take its id out of your own rows in the same decision.</remarks>
    public Decision<TAnswer> Remove(FileId file) =>
        ChangeAny($"update tdp.file set removed_at = clock_timestamp() where id = {file} and removed_at is null");

    /// <summary>Publishes an event after the decision was stored.</summary>
    public Decision<TAnswer> Notify(IEvent @event)
    {
        events.Add(@event);
        return this;
    }

    /// <summary>Sends an event to the sender of the handled event, and to nobody else, after the decision was stored.</summary>
    /// <remarks>
    /// Only the decision of an event handler can reply; that of a command fails (TDP0410). The receiver handles a reply once,
    /// in no order. With RabbitMQ it goes to the address that the event names (<c>NServiceBus.ReplyToAddress</c>) as a reply
    /// of NServiceBus, so that the saga which waits for it continues.
    /// </remarks>
    /// <param name="event">The event, which the sender must handle.</param>
    public Decision<TAnswer> Reply(IEvent @event)
    {
        replies.Add(@event);
        return this;
    }

    /// <summary>Orders a call of a system outside the platform, which is made after the decision was stored.</summary>
    /// <remarks>
    /// It is retried for a day (<see cref="ExternalCallOptions"/>). If it fails for good, it is in the error queue, where the Platform
    /// Maintenance Team can replay it. To react to how it ended, order it in a process.
    /// </remarks>
    /// <param name="call">The call, which a handler of this service makes.</param>
    public Decision<TAnswer> Call(IAnyExternalCall call) => CallFor(call, null);

    /// <summary>The external calls with the transition that each belongs to.</summary>
    internal IReadOnlyList<OrderedCall> OrderedCalls => calls;

    internal Decision<TAnswer> CallFor(IAnyExternalCall call, (string Process, Guid Instance, long Step)? from)
    {
        ArgumentNullException.ThrowIfNull(call);
        calls.Add(new(call, from));
        return this;
    }

    /// <summary>What the service sends to itself because of this, in this order.</summary>
    internal IReadOnlyList<IEvent> OwnMessages => ownMessages;

    internal void SendToSelf(IEvent message) => ownMessages.Add(message);

    /// <summary>The transition of a process that is the first row, if it is one.</summary>
    internal InstanceMove? Move { get; private set; }

    internal Decision<TAnswer> Begin<TBody>(InstanceMove move, TBody body)
    {
        Move = move;
        return ChangeAny(move.Row(body));
    }

    private Decision<TAnswer> Add(StoredRow row)
    {
        rows.Add(row);
        return this;
    }

    /// <summary>Adds all that another decision stores, tells and orders.</summary>
    internal void Take<TOther>(Decision<TOther> other)
    {
        rows.AddRange(other.rows);
        events.AddRange(other.events);
        replies.AddRange(other.replies);
        calls.AddRange(other.calls);
    }

    /// <summary>Sets the target in the audit.</summary>
    /// <param name="target">An id, at most 200 characters.</param>
    public Decision<TAnswer> About(object target)
    {
        Target = target?.ToString();
        return this;
    }

    /// <summary>A refusal is a decision.</summary>
#pragma warning disable CA2225 // Decision.Refuse is the named way.
    public static implicit operator Decision<TAnswer>(Refused refused) => new(refused.Refusal);
#pragma warning restore CA2225
}
