namespace TestDigitalPlatform.Maintenance;

/// <summary>Groups the messages that a service could not handle by their event and cause.</summary>
[Get("/platform/failed-messages/groups"), Allow(Role.PlatformMaintenance)]
public sealed record GroupFailedMessages : IQuery<FailedMessageGroups>;

/// <summary>Failed messages by event and cause, the largest group first.</summary>
/// <param name="Groups">The groups; at most 100.</param>
public sealed record FailedMessageGroups(IReadOnlyList<FailedMessageGroup> Groups);

/// <summary>Failed messages of one event and cause.</summary>
/// <param name="Type">The event's name on the wire.</param>
/// <param name="Cause">Why they failed.</param>
/// <param name="Count">How many there are.</param>
/// <param name="FirstAt">When the first of them failed.</param>
/// <param name="LastAt">When the last of them failed.</param>
public sealed record FailedMessageGroup(string Type, string Cause, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt);
