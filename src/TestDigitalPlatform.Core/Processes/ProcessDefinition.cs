using System.Collections.Frozen;
using System.ComponentModel;
using System.Reflection;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Processes;

namespace TestDigitalPlatform.Generated;

/// <summary>One process of a service. Made by generated code.</summary>
/// <remarks>It is shared by all hosts of the runtime, so it holds nothing of any.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProcessDefinition
{
    private readonly FrozenDictionary<string, Type> states;

    private ProcessDefinition(
        Type process, bool acrossCustomers, IReadOnlyList<Type> states, IReadOnlyList<ProcessEvent> events, Step next)
    {
        (Process, AcrossCustomers, Next) = (process, acrossCustomers, next);
        this.states = states.SelectMany(NamesOf).ToFrozenDictionary(s => s.Name, s => s.State, StringComparer.Ordinal);
        Subscriptions =
        [
            .. events.Select(e => EventSubscription.Of(
                e.Type, e.Name, process, new ProcessEventSteps(this, e), e.Read, acrossCustomers)),
        ];
    }

    internal delegate ProcessMove Step(object? state, object message, ProcessContext context);

    /// <summary>The process's type.</summary>
    public Type Process { get; }

    /// <summary>Its name, under which instances are stored.</summary>
    public string Name => Process.Name;

    /// <summary>Whether an instance belongs to no customer.</summary>
    public bool AcrossCustomers { get; }

    /// <summary>The events that it reacts to.</summary>
    public IReadOnlyList<EventSubscription> Subscriptions { get; }

    internal Step Next { get; }

    /// <summary>A process with its states and events.</summary>
    /// <param name="acrossCustomers">Whether an instance belongs to no customer.</param>
    /// <param name="states">The sealed records that a state can be.</param>
    /// <param name="events">What it reacts to.</param>
    public static ProcessDefinition Of<TProcess, TState>(
        bool acrossCustomers, IReadOnlyList<Type> states, IReadOnlyList<ProcessEvent> events)
        where TProcess : IProcess<TState>
        where TState : class => new(
            typeof(TProcess), acrossCustomers, states, events,
            static (state, message, context) =>
                ProcessMove.Of((TState?)state, TProcess.Next((TState?)state, message, context)));

    /// <summary>The types of its states.</summary>
    internal IEnumerable<Type> StateTypes => states.Values;

    /// <summary>The state that is stored under a name; <see langword="null"/> if the process has none.</summary>
    internal Type? StateOf(string name) => states.GetValueOrDefault(name);

    private static IEnumerable<(string Name, Type State)> NamesOf(Type state) =>
        state.GetCustomAttributes<FormerNameAttribute>(inherit: false).Select(former => former.Name).Prepend(state.Name)
            .Select(name => (name, state));
}

/// <summary>One event that a process reacts to. Made by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProcessEvent
{
    private ProcessEvent(Type type, string name, EventSubscription.EventReader read, Func<IEvent, string> key) =>
        (Type, Name, Read, KeyOf) = (type, name, read, key);

    internal Type Type { get; }

    internal string Name { get; }

    internal EventSubscription.EventReader Read { get; }

    internal Func<IEvent, string> KeyOf { get; }

    /// <summary>An event with the function that finds its instance.</summary>
    /// <param name="name">The event's name on the wire.</param>
    public static ProcessEvent Of<TProcess, TEvent>(string name)
        where TProcess : IOn<TEvent>
        where TEvent : IEvent => new(
            typeof(TEvent), name, EventBody<TEvent>.Read, static @event => TProcess.KeyOf((TEvent)@event));
}
