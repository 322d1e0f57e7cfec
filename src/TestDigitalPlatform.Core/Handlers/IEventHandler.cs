namespace TestDigitalPlatform;

/// <summary>Says what happens here on an event, without anything fetched: one round trip to the database.</summary>
/// <typeparam name="TEvent">The event, of this service or of another one's Contracts.</typeparam>
public interface IEventHandler<TEvent>
    where TEvent : IEvent
{
    /// <summary>Says what follows from the event: a pure function. It may run again.</summary>
    /// <remarks>
    /// What it stores and tells takes effect exactly once, however often the event comes: the platform marks the event
    /// as handled in the same transaction. A refusal puts the event into the error queue, without another attempt.
    /// </remarks>
    static abstract Decision<Nothing> Decide(TEvent @event, EventContext context);
}

/// <summary>Says what happens here on an event, from what is so now: two round trips to the database.</summary>
/// <remarks>
/// <para>Keep the class <c>internal sealed</c>, in one file with its SQL and its rules. Constructor parameters are
/// injected and serve <see cref="Fetch"/> only.</para>
/// <para>Events of one <see cref="IEvent.OrderingKey"/> come one after the other, in the order they were stored.
/// </para>
/// </remarks>
/// <typeparam name="TEvent">The event, of this service or of another one's Contracts.</typeparam>
/// <typeparam name="TState">What is fetched.</typeparam>
public interface IEventHandler<TEvent, TState>
    where TEvent : IEvent
{
    /// <summary>Reads what the decision needs, in the isolation of the event's customer. Changes nothing.</summary>
    Task<TState> Fetch(TEvent @event, Db db, CancellationToken cancellationToken);

    /// <summary>Says what follows: a pure function of the event and what was fetched. It may run again.</summary>
    /// <remarks>
    /// What it stores and tells takes effect exactly once, however often the event comes: the platform marks the event
    /// as handled in the same transaction. A refusal puts the event into the error queue, without another attempt.
    /// </remarks>
    static abstract Decision<Nothing> Decide(TEvent @event, TState state, EventContext context);
}
