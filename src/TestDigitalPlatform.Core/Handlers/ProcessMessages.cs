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

/// <summary>Tells a process that an external call which it ordered has succeeded.</summary>
/// <param name="Call">The call.</param>
/// <param name="Answer">Its answer; <see langword="null"/> for a call without one.</param>
public sealed record CallSucceeded(IAnyExternalCall Call, object? Answer);

/// <summary>Tells a process that an external call which it ordered has failed for good: the other system refused it, or could not
/// be reached in time.</summary>
/// <remarks>If <see cref="IProcess{TState}.Next"/> leaves everything as it is then, the call goes to the error queue.</remarks>
/// <param name="Call">The call.</param>
/// <param name="Refusal">Why; <c>call.given_up</c> when it was tried until
/// <see cref="ExternalCallOptions.GiveUpAfter"/>.</param>
public sealed record CallFailed(IAnyExternalCall Call, Refusal Refusal);
