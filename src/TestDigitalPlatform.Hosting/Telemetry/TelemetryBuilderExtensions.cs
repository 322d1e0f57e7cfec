using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Hosting.Telemetry;

/// <summary>Tells OpenTelemetry what a service has to say, and sends it to a collector when one is configured.</summary>
/// <remarks>
/// What is said here takes effect in whatever provider is made: ours, when a collector is configured, or the one that a
/// team asks for by <c>AddOpenTelemetry()</c>. Without either, no span is ever made.
/// </remarks>
internal static class TelemetryBuilderExtensions
{
    /// <param name="builder">The host's builder.</param>
    /// <param name="service">The service's name, as <c>service.name</c>.</param>
    /// <exception cref="PlatformException">The settings can't be understood.</exception>
    internal static void AddPlatformTelemetry(this IHostApplicationBuilder builder, string service)
    {
        if (builder.Services.Any(s => s.ServiceType == typeof(OtlpSettings)))
            return;
        var settings = OtlpSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        // The framework leaves its request spans without attributes unless it is asked for them.
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        var instance = Guid.NewGuid().ToString();
        builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces
            .ConfigureResource(Describe)
            .AddSource(PlatformTelemetry.Name)
            .AddAspNetCoreInstrumentation(requests => requests.Filter = IsNoProbe)
            .AddHttpClientInstrumentation()
            .AddNpgsql()
            .AddProcessor(services => new OwnSpans(
                services.GetService<ActivitySource>(), services.GetService<MessageService>()?.Name)));
        builder.Services.ConfigureOpenTelemetryMeterProvider(metrics => metrics
            .ConfigureResource(Describe)
            .AddMeter(PlatformTelemetry.Name)
            .AddAspNetCoreInstrumentation()
            .AddHttpClientInstrumentation()
            .AddRuntimeInstrumentation()
            .AddNpgsqlInstrumentation());
        builder.Services.ConfigureOpenTelemetryMeterProvider((services, metrics) => metrics.AddView(
            instrument => IsOwn(instrument.Meter, services) ? null : MetricStreamConfiguration.Drop));
        builder.Services.ConfigureOpenTelemetryLoggerProvider(logs => logs.ConfigureResource(Describe));
        if (settings.Export)
            builder.AddExport(settings);

        void Describe(ResourceBuilder resource) => resource
            .AddAttributes([new("deployment.environment.name", builder.Environment.EnvironmentName)])
            .AddService(service, serviceVersion: Version(), serviceInstanceId: instance);
    }

    private static void AddExport(this IHostApplicationBuilder builder, OtlpSettings settings) =>
        builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddOtlpExporter(settings.Apply))
            .WithMetrics(metrics => metrics.AddOtlpExporter(settings.Apply))
            .WithLogging(
                logs => logs.AddOtlpExporter(settings.Apply), options => options.IncludeFormattedMessage = true);

    // An orchestrator asks every few seconds, and nobody ever looks at the answer's trace.
    private static bool IsNoProbe(HttpContext context) => !context.Request.Path.StartsWithSegments("/health");

    // A host makes its meters with a factory of its own; those without a factory belong to the process.
    private static bool IsOwn(Meter meter, IServiceProvider services) =>
        meter.Scope is not IMeterFactory factory || ReferenceEquals(factory, services.GetService<IMeterFactory>());

    private static string? Version() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
