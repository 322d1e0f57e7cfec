namespace TestDigitalPlatform;

/// <summary>What follows from a message in a process, as data.</summary>
/// <remarks>
/// It has no effect by itself: the platform stores the state, the commands, the events and the time in one transaction with
/// the mark of the message, and carries them out after that. If the state is the one that was given and nothing else is set,
/// nothing is stored, and a time that was set before remains.
/// </remarks>
/// <typeparam name="TState">The process's states.</typeparam>
/// <param name="State">The next state; <see langword="null"/> only where no instance was running and none is to begin.</param>
/// <param name="WakeAt">When to send <see cref="TimeIsUp"/> to this state, in UTC; never if <see langword="null"/>. A later
/// transition replaces it.</param>
/// <param name="Send">Commands of this service, which run after the transition was stored, in any order. The process is told
/// how each ended, by <see cref="CommandSucceeded"/> or <see cref="CommandRefused"/>.</param>
/// <param name="Notify">Events to publish, in this order.</param>
/// <param name="Complete">Whether the instance ends. A later message for its key may begin it anew.</param>
/// <param name="Call">External calls, which are made after the transition was stored, in any order. The process is told how each
/// ended, by <see cref="CallSucceeded"/> or <see cref="CallFailed"/>.</param>
public sealed record Transition<TState>(
    TState? State, DateTimeOffset? WakeAt = null, IReadOnlyList<IAnyCommand>? Send = null, IReadOnlyList<IEvent>? Notify = null,
    bool Complete = false, IReadOnlyList<IAnyExternalCall>? Call = null)
    where TState : class;
