using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Webhooks;

/// <summary>Gives a webhook a new secret. For a while, deliveries are signed with both.</summary>
/// <param name="Webhook">The subscription.</param>
/// <param name="OverlapHours">For how long the former secret signs too, in hours.</param>
[Post("/webhooks/{webhook}/secret-rotations"), Allow(Role.CustomerAdministrator)]
public sealed record RotateWebhookSecret(Guid Webhook, [Range(0, 168)] int OverlapHours = 24) : ICommand<WebhookCredentials>;
