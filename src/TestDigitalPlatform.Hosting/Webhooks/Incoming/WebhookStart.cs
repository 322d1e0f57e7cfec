using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Incoming;

/// <summary>Tells a developer of webhooks without a secret.</summary>
internal sealed class WebhookStart(
    IReadOnlyList<IncomingWebhook> webhooks, WebhookSecrets secrets, ILogger<WebhookStart> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var webhook in webhooks.Where(w => !w.IsOfCustomer && secrets.Of(w, null).Count == 0))
            WebhooksLog.NoSecret(logger, webhook.Path, WebhookSecrets.PlaceOf(webhook));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
