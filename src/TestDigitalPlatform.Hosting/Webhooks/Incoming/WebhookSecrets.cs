using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Incoming;

/// <summary>The secrets that incoming webhooks are signed with, as the configuration has them now.</summary>
/// <remarks>
/// <c>Platform:Webhooks:billing:Secrets:0</c>, and for one customer
/// <c>Platform:Webhooks:billing:Customers:acme:Secrets:0</c>. A configuration that is loaded again, such as from a mounted
/// file, counts at once.
/// </remarks>
internal sealed class WebhookSecrets : IDisposable
{
    private readonly IConfiguration configuration;
    private readonly IReadOnlyList<IncomingWebhook> webhooks;
    private readonly WebhookKey[] always;
    private readonly IDisposable changes;
    private volatile Dictionary<(string Webhook, string Customer), WebhookKey[]> keys = [];

    /// <param name="configuration">Has the secrets.</param>
    /// <param name="webhooks">The webhooks of the service.</param>
    /// <param name="always">Keys that count everywhere: that of a test.</param>
    public WebhookSecrets(
        IConfiguration configuration, IReadOnlyList<IncomingWebhook> webhooks, IEnumerable<WebhookKey> always)
    {
        (this.configuration, this.webhooks, this.always) = (configuration, webhooks, [.. always]);
        Load();
        changes = ChangeToken.OnChange(configuration.GetReloadToken, Load);
    }

    /// <summary>Where the secrets of a webhook are configured.</summary>
    internal static string PlaceOf(IncomingWebhook webhook) => webhook.IsOfCustomer
        ? $"{IncomingWebhookOptions.SectionName}:{webhook.Name}:Customers:<customer>:Secrets:0"
        : $"{IncomingWebhookOptions.SectionName}:{webhook.Name}:Secrets:0";

    /// <summary>The keys that may have signed; none if none are configured.</summary>
    internal IReadOnlyList<WebhookKey> Of(IncomingWebhook webhook, CustomerId? customer) =>
        [.. keys.GetValueOrDefault((webhook.Name, customer?.Value ?? ""), []), .. always];

    /// <summary>What is wrong with the secrets of a service.</summary>
    internal static IEnumerable<PlatformException> Find(
        IConfiguration configuration, IReadOnlyList<IncomingWebhook> webhooks, bool mayLack)
    {
        foreach (var webhook in webhooks)
        {
            var texts = Texts(configuration, webhook).ToList();
            if (texts.Count == 0 && !webhook.IsOfCustomer && !mayLack)
                yield return new PlatformException(
                    "TDP0370", $"The webhook {webhook.Path} has no secret, so nobody could send it. Set "
                    + $"{PlaceOf(webhook)} to the secret that its sender signs with (whsec_…).");
            foreach (var (place, _, text) in texts.Where(t => WebhookKey.Read(t.Text) is null))
                yield return new PlatformException(
                    "TDP0371", $"{place} is not a secret of a webhook. Set it to 24 to 64 bytes in Base64, such as whsec_… from the sender.");
        }
    }

    public void Dispose() => changes.Dispose();

    // One that can't be read is told at the start; after that, it signs nothing.
    private void Load() => keys = webhooks
        .SelectMany(w => Texts(configuration, w).Select(t => (w.Name, t.Customer, Key: WebhookKey.Read(t.Text))))
        .Where(t => t.Key is not null)
        .GroupBy(t => (t.Name, t.Customer))
        .ToDictionary(same => same.Key, same => same.Select(t => t.Key!).ToArray());

    private static IEnumerable<(string Place, string Customer, string? Text)> Texts(
        IConfiguration configuration, IncomingWebhook webhook)
    {
        var section = $"{IncomingWebhookOptions.SectionName}:{webhook.Name}";
        var options = OptionsCheck.Read<IncomingWebhookOptions>(configuration, section);
        return webhook.IsOfCustomer
            ? (options.Customers ?? []).SelectMany(
                c => Listed($"{section}:{nameof(IncomingWebhookOptions.Customers)}:{c.Key}", c.Key, c.Value.Secrets))
            : Listed(section, "", options.Secrets);
    }

    private static IEnumerable<(string Place, string Customer, string? Text)> Listed(
        string section, string customer, IEnumerable<string>? secrets) =>
        (secrets ?? []).Select((text, i) => ($"{section}:{nameof(IncomingWebhookOptions.Secrets)}:{i}", customer, (string?)text));
}
