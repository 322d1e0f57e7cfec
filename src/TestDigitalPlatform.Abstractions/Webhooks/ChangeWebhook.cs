using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Webhooks;

/// <summary>Changes where a webhook sends and what. Deliveries that wait are sent to the new URL.</summary>
/// <remarks>Refused as a subscription is.</remarks>
/// <param name="Webhook">The subscription.</param>
/// <param name="Url">Where to send the events. <example>https://hooks.example.com/platform</example></param>
/// <param name="Events">The names of the events. <example>["request.submitted"]</example></param>
/// <param name="Filter">A JSON object: only events whose data contain it are sent. <example>{"priority":"urgent"}</example></param>
/// <param name="Description">What it is for.</param>
[Put("/webhooks/{webhook}"), Allow(Role.CustomerAdministrator)]
public sealed record ChangeWebhook(
    Guid Webhook, [Required, Length(1, 2_000)] string Url, [Required, Length(1, 100)] IReadOnlyList<string> Events,
    [MaxLength(2_000)] string? Filter = null, [MaxLength(200)] string? Description = null) : ICommand;
