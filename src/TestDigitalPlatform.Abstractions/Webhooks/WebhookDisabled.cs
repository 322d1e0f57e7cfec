namespace TestDigitalPlatform.Webhooks;

/// <summary>A webhook was disabled because nothing could be delivered.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Webhook">The subscription.</param>
/// <param name="Url">Where it sent events.</param>
/// <param name="Reason"><c>failing</c> if nothing could be delivered for three days, or <c>gone</c> if the receiver answered 410.</param>
/// <param name="At">When.</param>
public sealed record WebhookDisabled(CustomerId Customer, Guid Webhook, string Url, string Reason, DateTimeOffset At) : IEvent
{
    string IEvent.Subject => Webhook.ToString();
}
