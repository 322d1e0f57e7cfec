using System.ComponentModel.DataAnnotations;

namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>Controls how events are delivered to webhooks.</summary>
internal sealed class WebhookDeliveryOptions
{
    internal const string SectionName = "Platform:WebhookDelivery";

    /// <summary>How many deliveries a node has under way at once.</summary>
    /// <value>32 unless set; from 1 to 1,000.</value>
    [Range(1, 1_000)]
    public int MaxConcurrent { get; set; } = 32;

    /// <summary>How many of them may be for one webhook; for one that has been failing, it is one.</summary>
    /// <value>4 unless set; from 1 to 100.</value>
    [Range(1, 100)]
    public int MaxConcurrentOfWebhook { get; set; } = 4;

    /// <summary>How long a receiver may take to answer.</summary>
    /// <value>15 seconds unless set; from 1 second to 1 minute.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
