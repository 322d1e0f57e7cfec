using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Maintenance;

/// <summary>Moves an instance of a process to another state, or corrects the values of its state.</summary>
/// <remarks>
/// Refused with <c>processes.ended</c> if it has ended, <c>processes.unknown_state</c> if the process has no such state,
/// <c>processes.unreadable_state</c> if the body is not one, and <c>processes.sensitive_state</c> if the state has sensitive values.
/// The transition sends nothing.
/// </remarks>
/// <param name="Instance">The instance.</param>
/// <param name="State">The state's name.</param>
/// <param name="Body">The state as JSON.</param>
/// <param name="WakeAt">When to wake it; never if left out.</param>
[Post("/platform/processes/{instance}/moves"), Allow(Role.PlatformMaintenance)]
public sealed record MoveProcess(
    Guid Instance, [Required, Length(1, 200)] string State, [Required, Length(2, 1_000_000)] string Body,
    DateTimeOffset? WakeAt = null) : ICommand;
