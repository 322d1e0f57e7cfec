using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Webhooks;

/// <summary>Subscribes to events by a webhook.</summary>
/// <remarks>
/// Each event is sent by <c>POST</c> as JSON: <c>{"type": …, "timestamp": …, "data": …}</c>, signed by Standard Webhooks, until the receiver
/// answers 2xx. Refused with <c>webhook.invalid_url</c>, <c>webhook.address_not_allowed</c>, <c>webhook.unknown_event</c>,
/// <c>webhook.invalid_filter</c>, and with <c>webhook.too_many</c> beyond 50 subscriptions of a customer.
/// </remarks>
/// <param name="Url">Where to send the events: an absolute URL that begins with <c>https</c>.
/// <example>https://hooks.example.com/platform</example></param>
/// <param name="Events">The names of the events. <example>["request.submitted"]</example></param>
/// <param name="Filter">A JSON object: only events whose data contain it are sent. <example>{"priority":"urgent"}</example></param>
/// <param name="Description">What it is for.</param>
[Post("/webhooks"), Allow(Role.CustomerAdministrator)]
public sealed record SubscribeWebhook(
    [Required, Length(1, 2_000)] string Url, [Required, Length(1, 100)] IReadOnlyList<string> Events, [MaxLength(2_000)] string? Filter = null,
    [MaxLength(200)] string? Description = null) : ICommand<WebhookCredentials>;

/// <summary>The secret of a webhook, which is shown once.</summary>
/// <param name="Webhook">The subscription.</param>
/// <param name="Secret">What deliveries are signed with, such as <c>whsec_…</c>.</param>
public sealed record WebhookCredentials(Guid Webhook, Sensitive<string> Secret);
