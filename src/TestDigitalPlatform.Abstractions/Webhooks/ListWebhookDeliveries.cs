namespace TestDigitalPlatform.Webhooks;

/// <summary>Lists the deliveries of a webhook of the last 30 days, the newest first.</summary>
[Get("/webhooks/{webhook}/deliveries"), Allow(Role.CustomerAdministrator)]
[Sortable("createdAt", Default = "-createdAt")]
public sealed record ListWebhookDeliveries : PageQuery<WebhookDelivery>
{
    /// <summary>The subscription.</summary>
    public required Guid Webhook { get; init; }

    /// <summary>Only those in these states: <c>waiting</c>, <c>delivered</c>, <c>failed</c>, <c>skipped</c>.</summary>
    [Filter] public Filter<string> State { get; init; }

    /// <summary>Only those of these events.</summary>
    [Filter] public Filter<string> Event { get; init; }

    /// <summary>Only those that were made within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> CreatedAt { get; init; }
}

/// <summary>One event on its way to a webhook, with the last answer.</summary>
/// <param name="Id">The delivery, which the header <c>webhook-id</c> names at each attempt.</param>
/// <param name="Event">The name of the event.</param>
/// <param name="State"><c>waiting</c> for the next attempt; <c>delivered</c>; <c>failed</c> after three days; <c>skipped</c> because the webhook was
/// disabled.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="DueAt">When the next attempt is due.</param>
/// <param name="Attempts">How many attempts have begun.</param>
/// <param name="AttemptedAt">When the last one began.</param>
/// <param name="Status">The HTTP status of the last answer.</param>
/// <param name="Milliseconds">How long the last attempt took.</param>
/// <param name="Answer">The beginning of the last answer's body, at most 1,000 characters.</param>
/// <param name="Error">Why there is no answer: <c>timeout</c>, <c>unreachable</c>, <c>address_not_allowed</c>, <c>invalid_answer</c>,
/// <c>no_secret</c>.</param>
public sealed record WebhookDelivery(
    Guid Id, string Event, string State, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, int Attempts, DateTimeOffset? AttemptedAt,
    int? Status, int? Milliseconds, string? Answer, string? Error);
