using System.Reflection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace TestDigitalPlatform.Hosting.Telemetry;

/// <summary>Sends traces, metrics and logs to a collector when one is configured.</summary>
internal static class TelemetryBuilderExtensions
{
    /// <summary>Without <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> nothing is added, and no span is ever made.</summary>
    /// <param name="builder">The host's builder.</param>
    /// <param name="service">The service's name, as <c>service.name</c>.</param>
    /// <exception cref="PlatformException">The settings can't be understood.</exception>
    internal static void AddPlatformTelemetry(this IHostApplicationBuilder builder, string service)
    {
        if (OtlpSettings.Read(builder.Configuration) is not { } settings)
            return;
        if (builder.Services.Any(s => s.ServiceType == typeof(OtlpSettings)))
            return;
        // The framework leaves its request spans without attributes unless it is asked for them.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var resource = Resource(builder, service);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IStartupFilter, RequestSpans>();
        builder.Services.AddHostedService(services => new TelemetryExport(settings, resource, services));
        builder.Logging.AddOpenTelemetry(logs =>
        {
            logs.SetResourceBuilder(resource);
            logs.IncludeFormattedMessage = true;
            logs.AddOtlpExporter(options => settings.Apply(options, "logs"));
        });
    }

    private static ResourceBuilder Resource(IHostApplicationBuilder builder, string service) =>
        ResourceBuilder.CreateDefault()
            .AddAttributes([new("deployment.environment.name", builder.Environment.EnvironmentName)])
            .AddService(service, serviceVersion: Version(), serviceInstanceId: Guid.NewGuid().ToString());

    private static string? Version() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
