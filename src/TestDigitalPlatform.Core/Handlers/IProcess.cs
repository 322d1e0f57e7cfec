namespace TestDigitalPlatform;

/// <summary>Says what happens next in something that takes time: one pure function of a state and a message.</summary>
/// <remarks>
/// <para>Declare the messages with <see cref="IOn{TEvent}"/>. The platform keeps one instance for each customer and key, fetches
/// its state, and stores what <see cref="Next"/> returns together with the mark of the message, so each message has one
/// effect. A state that was changed meanwhile is fetched and decided on again.</para>
/// <para>The commands that it sends run with the rights of the class's <see cref="ServiceIdentityAttribute"/>.</para>
/// </remarks>
/// <typeparam name="TState">An abstract record with a sealed record nested in it for each state, or one sealed record. It is
/// stored as JSON.</typeparam>
public interface IProcess<TState>
    where TState : class
{
    /// <summary>Says what follows from a message: a pure function, which may run again.</summary>
    /// <param name="state">The state; <see langword="null"/> if no instance is running.</param>
    /// <param name="message">An event of <see cref="IOn{TEvent}"/>, <see cref="TimeIsUp"/>,
    /// <see cref="ScheduleFired"/>, <see cref="CommandSucceeded"/> or <see cref="CommandRefused"/>.</param>
    /// <param name="context">What else it may know.</param>
    /// <returns>The transition. To leave everything as it is, return the state that was given.</returns>
    static abstract Transition<TState> Next(TState? state, object message, ProcessContext context);
}

/// <summary>The process reacts to an event.</summary>
/// <typeparam name="TEvent">The event, of this service or of another one's Contracts.</typeparam>
public interface IOn<TEvent>
    where TEvent : IEvent
{
    /// <summary>Which instance an event is for.</summary>
    /// <returns>The key of the instance within its customer, 1 to 200 characters; the event's
    /// <see cref="IEvent.Subject"/> unless the process says otherwise.</returns>
    static virtual string KeyOf(TEvent @event) => @event.Subject;
}
