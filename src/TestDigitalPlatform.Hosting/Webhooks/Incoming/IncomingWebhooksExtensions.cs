using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Hosting.Endpoints;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Hosting.Start;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Hosting.Webhooks.Incoming;

/// <summary>Serves the events that come by webhooks.</summary>
internal static class IncomingWebhooksExtensions
{
    internal static void AddIncomingWebhooks(
        this WebApplicationBuilder builder, ServiceDefinition definition, bool migrateOnly, StartErrors errors)
    {
        IReadOnlyList<IncomingWebhook> webhooks = [];
        errors.Try(() => webhooks = IncomingWebhook.Of(definition.Handled));
        var services = builder.Services;
        services.AddSingleton(webhooks);
        if (webhooks.Count == 0 || migrateOnly)
            return;
        var mayLack = builder.Environment.IsDevelopment() || DocumentBuild.IsUnderWay;
        errors.Try(() => errors.Add([.. WebhookSecrets.Find(builder.Configuration, webhooks, mayLack)]));
        services.AddSingleton<WebhookSecrets>();
        services.AddSingleton<WebhookIntake>();
        services.AddHostedService<WebhookStart>();
        services.TryAddEnumerable(ServiceDescriptor.Transient<IApiDescriptionProvider, WebhookExplorer>());
    }

    internal static void MapIncomingWebhooks(this WebApplication app)
    {
        // What only migrates serves nothing.
        if (app.Services.GetService<WebhookSecrets>() is null)
            return;
        foreach (var webhook in app.Services.GetRequiredService<IReadOnlyList<IncomingWebhook>>())
            app.MapPost(webhook.Path, new WebhookServer(webhook, app.Services).Respond)
                .WithDisplayName($"Webhook {webhook.Name}")
                .WithMetadata(new AllowAnonymousAttribute(), PlatformMetadata.Instance);
    }
}
