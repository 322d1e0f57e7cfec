namespace TestDigitalPlatform;

/// <summary>
/// What follows from a command, as plain data: an answer, rows to store and events to tell; or a refusal.
/// </summary>
/// <remarks>
/// Nothing has happened yet: the platform stores it all in one transaction, then answers, then notifies.
/// </remarks>
/// <typeparam name="TAnswer">The command's answer.</typeparam>
public sealed class Decision<TAnswer>
{
    private readonly List<StoredRow> rows = [];
    private readonly List<IEvent> events = [];
    private readonly TAnswer? answer;

    internal Decision(TAnswer answer) => this.answer = answer;

    private Decision(Refusal refusal) => Refusal = refusal;

    /// <summary>The "no"; <see langword="null"/> when accepted.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The answer.</summary>
    /// <exception cref="InvalidOperationException">The command was refused.</exception>
    public TAnswer Answer => Refusal is null
        ? answer!
        : throw new InvalidOperationException($"The command was refused ({Refusal.Code}), so it has no answer.");

    /// <summary>What is stored, in this order.</summary>
    public IReadOnlyList<StoredRow> Rows => rows;

    /// <summary>What is told, in this order.</summary>
    public IReadOnlyList<IEvent> Events => events;

    /// <summary>
    /// What the audit names as the thing decided on; unless set, the route's ids or else the first event's subject.
    /// </summary>
    public string? Target { get; private set; }

    /// <summary>Stores something: an insert, update or delete.</summary>
    /// <remarks>
    /// It must change at least one row. If it changes none, what was fetched is out of date (write <c>where id = … and
    /// version = …</c>), so nothing of this decision is stored and the platform fetches and decides again.
    /// </remarks>
    /// <param name="sql">One statement without <c>returning</c>; values in <c>{}</c> become parameters.</param>
    /// <param name="orRefuse">The answer when a constraint forbids the change, at once or deferred: unique, exclusion,
    /// foreign key, check, not null, or what a trigger raises. Without it that is 409 <c>already_exists</c>, 409
    /// <c>broken_reference</c> or 422 <c>value_not_storable</c>.</param>
    /// <param name="constraint">The name of the one constraint that <paramref name="orRefuse"/> answers for, where the
    /// table has several; any of them when left out.</param>
    public Decision<TAnswer> Store(Sql sql, Refusal? orRefuse = null, string? constraint = null)
    {
        rows.Add(new StoredRow(sql, MayChangeNothing: false, orRefuse, constraint));
        return this;
    }

    /// <summary>
    /// Stores something that may rightly change no row at all, such as clearing what may not be there.
    /// </summary>
    /// <param name="sql">One statement without <c>returning</c>; values in <c>{}</c> become parameters.</param>
    public Decision<TAnswer> StoreAny(Sql sql)
    {
        rows.Add(new StoredRow(sql, MayChangeNothing: true, null));
        return this;
    }

    /// <summary>Tells an event, after the decision was stored and only then.</summary>
    public Decision<TAnswer> Notify(IEvent @event)
    {
        events.Add(@event);
        return this;
    }

    /// <summary>Names what was decided on, for the audit.</summary>
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
