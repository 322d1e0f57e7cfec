using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Maintenance;

/// <summary>Puts a copy of a failed message with another body in its place, to be replayed.</summary>
/// <remarks>
/// The original is kept for 30 days and can't be replayed any more. A body that is not a JSON object is refused with
/// <c>messages.body_not_json</c>.
/// </remarks>
/// <param name="Message">The message.</param>
/// <param name="Body">The event as JSON.</param>
[Post("/platform/failed-messages/{message}/copies"), Allow(Role.PlatformMaintenance)]
public sealed record EditMessage(Guid Message, [Required, Length(2, 1_000_000)] string Body) : ICommand<EditedMessage>;

/// <summary>The copy.</summary>
/// <param name="Id">The message to replay.</param>
public sealed record EditedMessage(Guid Id);
