namespace TestDigitalPlatform.Maintenance;

/// <summary>Gets an instance of a process with its last transitions.</summary>
/// <param name="Instance">The instance.</param>
[Get("/platform/processes/{instance}"), Allow(Role.PlatformMaintenance)]
public sealed record GetProcess(Guid Instance) : IQuery<ProcessDetails>;

/// <summary>An instance of a process as a whole.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Process">The process, by the name of its class.</param>
/// <param name="Key">The key that the process finds it by.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="State">Its state.</param>
/// <param name="Body">The state as JSON, with ciphertext for sensitive values.</param>
/// <param name="Version">How many transitions it has had.</param>
/// <param name="WakeAt">When it will be woken.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ChangedAt">When it changed for the last time.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Commands">The commands that it has sent and that have not ended; their messages may be among the failed
/// ones.</param>
/// <param name="Steps">Its transitions, the last one first; at most 100.</param>
public sealed record ProcessDetails(
    Guid Id, string Process, string Key, string? CustomerId, string State, string Body, long Version, DateTimeOffset? WakeAt,
    DateTimeOffset StartedAt, DateTimeOffset ChangedAt, DateTimeOffset? EndedAt, IReadOnlyList<string> Commands,
    IReadOnlyList<ProcessStep> Steps);

/// <summary>A transition of a process.</summary>
/// <param name="Version">Its number within the instance, from 1 on.</param>
/// <param name="At">When it was stored.</param>
/// <param name="Message">What caused it: the name of an event, <c>TimeIsUp</c>, or how a command ended.</param>
/// <param name="State">The state that it led to.</param>
/// <param name="Commands">The commands that it sent.</param>
public sealed record ProcessStep(
    long Version, DateTimeOffset At, string Message, string State, IReadOnlyList<string> Commands);
