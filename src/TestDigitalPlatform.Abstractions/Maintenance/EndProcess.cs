namespace TestDigitalPlatform.Maintenance;

/// <summary>Ends an instance of a process where it is. Commands that it has sent and that have not begun do not run.</summary>
/// <remarks>Refused with <c>processes.ended</c> if it has ended. What it has done so far is not undone.</remarks>
/// <param name="Instance">The instance.</param>
[Post("/platform/processes/{instance}/end"), Allow(Role.PlatformMaintenance)]
public sealed record EndProcess(Guid Instance) : ICommand;
