namespace TestDigitalPlatform.Webhooks;

/// <summary>Sends a delivery again, whatever became of it, for three days if need be.</summary>
/// <param name="Webhook">The subscription.</param>
/// <param name="Delivery">The delivery.</param>
[Post("/webhooks/{webhook}/deliveries/{delivery}/replay"), Allow(Role.CustomerAdministrator)]
public sealed record ReplayWebhookDelivery(Guid Webhook, Guid Delivery) : ICommand;

/// <summary>Sends all deliveries since a time again that failed or were skipped.</summary>
/// <param name="Webhook">The subscription.</param>
/// <param name="Since">The time from which on deliveries are sent; they are kept for 30 days.</param>
/// <param name="IncludeDelivered">Whether those that have succeeded are sent again, too.</param>
[Post("/webhooks/{webhook}/replays"), Allow(Role.CustomerAdministrator)]
public sealed record ReplayWebhook(Guid Webhook, DateTimeOffset Since, bool IncludeDelivered = false) : ICommand;
