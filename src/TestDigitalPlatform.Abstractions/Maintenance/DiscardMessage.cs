namespace TestDigitalPlatform.Maintenance;

/// <summary>Gives a failed message up for good: the later ones of its key go on without it.</summary>
/// <param name="Message">The message.</param>
[Delete("/platform/failed-messages/{message}"), Allow(Role.PlatformMaintenance)]
public sealed record DiscardMessage(Guid Message) : ICommand;
