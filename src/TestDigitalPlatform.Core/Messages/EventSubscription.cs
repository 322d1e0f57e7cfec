using System.ComponentModel;
using System.Reflection;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Generated;

/// <summary>One event that a service handles, with its handler. Made by generated code.</summary>
/// <remarks>It is shared by all hosts of the process, so it holds nothing of any.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class EventSubscription
{
    private EventSubscription(
        Type @event, string name, Type handler, EventSteps steps, EventReader read, bool acrossCustomers, bool setAside) =>
        (Event, Name, Handler, Steps, Read, AcrossCustomers, SetAside, Tables, Queue) =
        (@event, name, handler, steps, read, acrossCustomers, setAside,
            handler.GetCustomAttribute<ProjectionAttribute>()?.Tables,
            @event.GetCustomAttribute<OnMessageAttribute>(inherit: false)?.Queue);

    internal delegate IEvent EventReader(ReadOnlySpan<byte> body);

    /// <summary>An event with steps that are not a handler's own.</summary>
    internal static EventSubscription Of(
        Type @event, string name, Type handler, EventSteps steps, EventReader read, bool acrossCustomers) =>
        new(@event, name, handler, steps, read, acrossCustomers, setAside: false);

    /// <summary>An event that is known at run time only, which may belong to nobody. Later events of its key wait for it only if another
    /// handler wants that.</summary>
    internal static EventSubscription OfAny(Type @event, string name, Type handler, EventSteps steps) => new(
        @event, name, handler, steps,
        typeof(EventBody<>).MakeGenericType(@event).GetMethod("Read", BindingFlags.Static | BindingFlags.NonPublic)!
            .CreateDelegate<EventReader>(),
        acrossCustomers: false, setAside: true)
    { MayBeNobodys = true };

    /// <summary>What the service sends to itself only.</summary>
    internal static EventSubscription OfOwn<TEvent>(string name, EventSteps steps)
        where TEvent : IEvent => new(
            typeof(TEvent), name, steps.GetType(), steps, EventBody<TEvent>.Read, acrossCustomers: false, setAside: false)
        { IsOwn = true, MayBeNobodys = true };

    /// <summary>Whether an event without a customer is handled, in the name of the platform.</summary>
    internal bool MayBeNobodys { get; private init; }

    /// <summary>Whether nobody else sends it, so that it is not subscribed to.</summary>
    internal bool IsOwn { get; private init; }

    /// <summary>Whether other services publish it, so that it is subscribed to.</summary>
    internal bool IsSubscribed => !IsOwn && !IsWebhook && Queue is null;

    /// <summary>Whether it comes by a webhook of the service.</summary>
    internal bool IsWebhook => Event.IsDefined(typeof(OnWebhookAttribute), inherit: false);

    /// <summary>The queue of another system that it comes from; <see langword="null"/> for an event of a service.</summary>
    internal string? Queue { get; }

    /// <summary>The event's type.</summary>
    public Type Event { get; }

    /// <summary>The event's name on the wire.</summary>
    public string Name { get; }

    /// <summary>The handler's type.</summary>
    public Type Handler { get; }

    internal EventSteps Steps { get; }

    internal EventReader Read { get; }

    /// <summary>What the handler keeps, if it is a projection.</summary>
    internal IReadOnlyList<string>? Tables { get; }

    /// <summary>Whether the handler works on all customers' rows.</summary>
    public bool AcrossCustomers { get; }

    /// <summary>Whether later events of a key go on without one that can't be handled.</summary>
    public bool SetAside { get; }

    /// <summary>An event that is decided on without a fetch.</summary>
    /// <param name="name">The event's name on the wire.</param>
    /// <param name="acrossCustomers">Whether the handler works on all customers' rows.</param>
    /// <param name="setAside">Whether later events of a key go on without one that can't be handled.</param>
    public static EventSubscription Of<THandler, TEvent>(string name, bool acrossCustomers, bool setAside)
        where THandler : IEventHandler<TEvent>
        where TEvent : IEvent => new(
            typeof(TEvent), name, typeof(THandler), new BlindEvent<THandler, TEvent>(), EventBody<TEvent>.Read,
            acrossCustomers, setAside);

    /// <summary>An event that is decided on by what is fetched.</summary>
    /// <param name="name">The event's name on the wire.</param>
    /// <param name="acrossCustomers">Whether the handler works on all customers' rows.</param>
    /// <param name="setAside">Whether later events of a key go on without one that can't be handled.</param>
    /// <param name="handler">Makes or finds the handler; called once for each attempt.</param>
    public static EventSubscription Of<THandler, TEvent, TState>(
        string name, bool acrossCustomers, bool setAside, Func<IServiceProvider, THandler> handler)
        where THandler : IEventHandler<TEvent, TState>
        where TEvent : IEvent => new(
            typeof(TEvent), name, typeof(THandler), new FetchedEvent<THandler, TEvent, TState>(handler),
            EventBody<TEvent>.Read, acrossCustomers, setAside);
}
