namespace TestDigitalPlatform.Hosting.Webhooks.Incoming;

/// <summary>Who may send an incoming webhook; the section is followed by the webhook's name.</summary>
internal sealed class IncomingWebhookOptions
{
    internal const string SectionName = "Platform:Webhooks";

    /// <summary>The secrets that it may be signed with, each 24 to 64 bytes in Base64 after <c>whsec_</c>.</summary>
    public List<string>? Secrets { get; set; }

    /// <summary>The secrets of each customer, where the path has <c>{customer}</c>.</summary>
    public Dictionary<string, OfCustomer>? Customers { get; set; }

    /// <summary>Who may send the webhook of one customer.</summary>
    internal sealed class OfCustomer
    {
        /// <inheritdoc cref="IncomingWebhookOptions.Secrets" />
        public List<string>? Secrets { get; set; }
    }
}
