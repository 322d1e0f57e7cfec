namespace TestDigitalPlatform.Hosting.Webhooks;

/// <summary>The headers of a webhook (Standard Webhooks, "Webhook headers").</summary>
internal static class WebhookHeaders
{
    internal const string Id = "webhook-id";
    internal const string Timestamp = "webhook-timestamp";
    internal const string Signature = "webhook-signature";

    /// <summary>How long an id may be.</summary>
    internal const int MaxIdLength = 200;

    /// <summary>How long the signatures may be: enough for a dozen of them.</summary>
    internal const int MaxSignatureLength = 1_000;
}
