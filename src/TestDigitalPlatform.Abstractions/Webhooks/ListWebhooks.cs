namespace TestDigitalPlatform.Webhooks;

/// <summary>Lists the customer's webhooks, the newest first.</summary>
[Get("/webhooks"), Allow(Role.CustomerAdministrator)]
[Sortable("createdAt", Default = "-createdAt")]
public sealed record ListWebhooks : PageQuery<WebhookSummary>;

/// <summary>A subscription to events.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="Url">Where the events are sent.</param>
/// <param name="Events">The names of the events.</param>
/// <param name="Filter">A JSON object: only events whose data contain it are sent.</param>
/// <param name="Description">What it is for.</param>
/// <param name="IsEnabled">Whether events are sent.</param>
/// <param name="DisabledBecause"><c>requested</c>, <c>failing</c> if nothing could be delivered for three days, or <c>gone</c> if the receiver
/// answered 410.</param>
/// <param name="FailingSince">Since when no delivery has succeeded.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ChangedAt">When it was changed for the last time.</param>
public sealed record WebhookSummary(
    Guid Id, string Url, IReadOnlyList<string> Events, string? Filter, string? Description, bool IsEnabled, string? DisabledBecause,
    DateTimeOffset? FailingSince, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt);

/// <summary>Lists the events that can be subscribed to.</summary>
[Get("/webhooks/events"), Allow(Role.CustomerAdministrator)]
public sealed record ListWebhookEvents : IQuery<WebhookEvents>;

/// <summary>The events that can be subscribed to.</summary>
/// <param name="Names">Their names, in alphabetical order.</param>
public sealed record WebhookEvents(IReadOnlyList<string> Names);
