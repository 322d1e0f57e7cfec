namespace TestDigitalPlatform.Processes;

/// <summary>A transition, whatever the type of its state.</summary>
/// <param name="State">The next state.</param>
/// <param name="Changes">Whether there is anything to store.</param>
/// <param name="WakeAt">When it wants to be woken.</param>
/// <param name="Send">The commands to run.</param>
/// <param name="Call">The external calls to make.</param>
/// <param name="Notify">The events to publish.</param>
/// <param name="Ends">Whether the instance ends.</param>
internal sealed record ProcessMove(
    object? State, bool Changes, DateTimeOffset? WakeAt, IReadOnlyList<IAnyCommand> Send,
    IReadOnlyList<IAnyExternalCall> Call, IReadOnlyList<IEvent> Notify, bool Ends)
{
    internal static ProcessMove Of<TState>(TState? before, Transition<TState> next)
        where TState : class
    {
        var changes = !Equals(before, next.State) || next.WakeAt is not null || next.Complete
            || next.Send is { Count: > 0 } || next.Call is { Count: > 0 } || next.Notify is { Count: > 0 };
        return new(next.State ?? before, changes, next.WakeAt, next.Send ?? [], next.Call ?? [],
            next.Notify ?? [], next.Complete);
    }
}
