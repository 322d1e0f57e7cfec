namespace TestDigitalPlatform;

/// <summary>Tells a process that the time has come which its last transition set as
/// <see cref="Transition{TState}.WakeAt"/>.</summary>
/// <param name="At">The time that was set, in UTC; it may have come a while ago.</param>
public sealed record TimeIsUp(DateTimeOffset At);

/// <summary>Tells a process that a time of its <see cref="OnScheduleAttribute"/> has come.</summary>
/// <param name="At">The time of the schedule, in UTC; it may have come a while ago.</param>
public sealed record ScheduleFired(DateTimeOffset At);

/// <summary>Tells a process that a command which it sent has been carried out.</summary>
/// <param name="Command">The command.</param>
/// <param name="Answer">Its answer; <see langword="null"/> for a command without one.</param>
public sealed record CommandSucceeded(IAnyCommand Command, object? Answer);

/// <summary>Tells a process that a command which it sent was refused and changed nothing.</summary>
/// <remarks>If <see cref="IProcess{TState}.Next"/> leaves everything as it is then, the command goes to the error
/// queue.</remarks>
/// <param name="Command">The command.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record CommandRefused(IAnyCommand Command, Refusal Refusal);
