using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Hosting.Telemetry;

/// <summary>Sends spans and figures on for as long as the host lives.</summary>
internal sealed class TelemetryExport(
    OtlpSettings settings, ResourceBuilder resource, IServiceProvider services) : IHostedLifecycleService, IDisposable
{
    // The framework's and the driver's own sources: nothing is instrumented from outside.
    private static readonly string[] Sources =
        ["Microsoft.AspNetCore", "System.Net.Http", "Npgsql", PlatformTelemetry.Name];

    private static readonly string[] Meters =
        ["Microsoft.AspNetCore.*", "System.Net.Http", "System.Runtime", "Npgsql", PlatformTelemetry.Name];

    private TracerProvider? traces;
    private MeterProvider? metrics;

    // Before anything else starts, so that the start itself can be seen.
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(Sources)
            .AddProcessor(new OwnSpans(services.GetService<ActivitySource>(), SpanExport()))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Meters)
            .AddView(instrument => IsOwn(instrument.Meter) ? null : MetricStreamConfiguration.Drop)
            .AddOtlpExporter(options => settings.Apply(options, "metrics"))
            .Build();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is left, and waits for it no longer than the SDK's time limit.</summary>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    private BatchActivityExportProcessor SpanExport()
    {
        var options = new OtlpExporterOptions();
        settings.Apply(options, "traces");
        return new BatchActivityExportProcessor(new OtlpTraceExporter(options));
    }

    // A host makes its meters with a factory of its own; those without a factory belong to the process.
    private bool IsOwn(Meter meter) =>
        meter.Scope is not IMeterFactory factory || ReferenceEquals(factory, services.GetService<IMeterFactory>());
}
