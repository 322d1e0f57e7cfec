namespace TestDigitalPlatform.Maintenance;

/// <summary>Wakes an instance of a process now, as if the time that it waits for had come.</summary>
/// <remarks>Refused with <c>processes.not_waiting</c> if it waits for no time.</remarks>
/// <param name="Instance">The instance.</param>
[Post("/platform/processes/{instance}/wake"), Allow(Role.PlatformMaintenance)]
public sealed record WakeProcess(Guid Instance) : ICommand;
