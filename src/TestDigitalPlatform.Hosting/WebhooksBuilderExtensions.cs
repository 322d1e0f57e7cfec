using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Hosting.Encryption;
using TestDigitalPlatform.Hosting.Messages;
using TestDigitalPlatform.Hosting.OpenApi;
using TestDigitalPlatform.Hosting.Outbound;
using TestDigitalPlatform.Hosting.Start;
using TestDigitalPlatform.Hosting.Webhooks.Outgoing;

namespace TestDigitalPlatform;

/// <summary>Offers a service's events as webhooks.</summary>
public static class WebhooksBuilderExtensions
{
    /// <summary>Offers the service's events with <see cref="WebhookAttribute"/> to customers: those that it handles, and those that are
    /// declared beside its operations.</summary>
    /// <remarks>
    /// Customer Administrators subscribe by <c>POST /webhooks</c>. Deliveries are signed by Standard Webhooks, tried for three days, and sent
    /// to public addresses only. The secrets are encrypted, so the service needs keys (<c>Platform:Keys:Folder</c>), and it handles the
    /// events, so it needs a transport. Call it after <c>AddPlatform</c>; calling it twice changes nothing.
    /// </remarks>
    /// <param name="builder">The application's builder.</param>
    /// <exception cref="PlatformException">TDP0373: an event can't be offered. TDP0374: an address can't be read. TDP0420: there is
    /// nowhere to keep keys.</exception>
    public static WebApplicationBuilder AddWebhooks(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(s => s.ServiceType == typeof(WebhookOffer)))
            return builder;
        var definition = services.Select(s => s.ImplementationInstance).OfType<ServiceDefinition>().LastOrDefault()
            ?? throw new PlatformException("TDP0373", "Events can't be offered as webhooks before the platform is there. Call AddPlatform first.");
        var errors = new StartErrors();
        errors.Try(() => builder.AddOffer(definition));
        errors.Throw();
        return builder;
    }

    private static void AddOffer(this WebApplicationBuilder builder, ServiceDefinition definition)
    {
        var services = builder.Services;
        var offer = WebhookOffer.Of(definition);
        var rules = new AddressRules(
            builder.Configuration[$"{PlatformOutboundOptions.SectionName}:{nameof(PlatformOutboundOptions.AllowedNetworks)}"]);
        OptionsCheck.Check(
            WebhookDeliveryOptions.SectionName,
            OptionsCheck.Read<WebhookDeliveryOptions>(builder.Configuration, WebhookDeliveryOptions.SectionName));
        services.AddSingleton(offer);
        services.AddSingleton(rules);
        services.AddSection<WebhookDeliveryOptions>(WebhookDeliveryOptions.SectionName);
        services.AddSingleton(s => s.GetRequiredService<IOptions<WebhookDeliveryOptions>>().Value);
        services.AddSingleton<WebhookTarget>();
        services.AddSingleton<WebhookClient>();
        services.Replace(ServiceDescriptor.Singleton(definition with { Offered = [.. offer.Subscriptions] }));
        if (!PlatformBuilderExtensions.HasMaintenance(definition))
            services.AddMaintenanceDocument();
        if (services.Any(s => s.ServiceType == typeof(IServer) && s.ImplementationType == typeof(NoServer)))
            return;
        builder.RequireKeys(definition);
        if (definition.Handled.Count == 0)
            services.AddMessagePump();
        services.AddHostedService<WebhookSender>();
    }
}
