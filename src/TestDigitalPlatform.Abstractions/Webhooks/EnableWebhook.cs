namespace TestDigitalPlatform.Webhooks;

/// <summary>Enables a webhook that was disabled. Deliveries that were skipped meanwhile can be replayed.</summary>
/// <param name="Webhook">The subscription.</param>
[Post("/webhooks/{webhook}/enable"), Allow(Role.CustomerAdministrator)]
public sealed record EnableWebhook(Guid Webhook) : ICommand;

/// <summary>Disables a webhook: nothing is sent until it is enabled.</summary>
/// <param name="Webhook">The subscription.</param>
[Post("/webhooks/{webhook}/disable"), Allow(Role.CustomerAdministrator)]
public sealed record DisableWebhook(Guid Webhook) : ICommand;

/// <summary>Deletes a webhook with its deliveries.</summary>
/// <param name="Webhook">The subscription.</param>
[Delete("/webhooks/{webhook}"), Allow(Role.CustomerAdministrator)]
public sealed record DeleteWebhook(Guid Webhook) : ICommand;
