using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Maintenance;

/// <summary>Has a failed message handled again, and those of its key that wait for it after it.</summary>
/// <param name="Message">The message.</param>
[Post("/platform/failed-messages/{message}/replay"), Allow(Role.PlatformMaintenance)]
public sealed record ReplayMessage(Guid Message) : ICommand;

/// <summary>Has all failed messages of one event and cause handled again, at most 10,000 of them.</summary>
/// <param name="Type">The event's name on the wire.</param>
/// <param name="Cause">Why they failed.</param>
[Post("/platform/failed-messages/replays"), Allow(Role.PlatformMaintenance)]
public sealed record ReplayMessages(
    [Required, Length(1, 1_000)] string Type, [Required, Length(1, 1_000)] string Cause) : ICommand<ReplayedMessages>;

/// <summary>What was replayed.</summary>
/// <param name="Count">How many messages there were when it was decided.</param>
public sealed record ReplayedMessages(long Count);
