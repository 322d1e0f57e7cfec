using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TestDigitalPlatform.Hosting.Telemetry;
using TestDigitalPlatform.Hosting.Tests.Web;

namespace TestDigitalPlatform.Hosting.Tests.Telemetry;

public sealed class TelemetryTests
{
    private static readonly ActivitySource Platform = new("TestDigitalPlatform");
    private static readonly Counter<int> Commands = new Meter("TestDigitalPlatform").CreateCounter<int>("tdp.commands");

    [Fact]
    public async Task Sends_spans_figures_and_logs_under_the_name_of_the_service()
    {
        await using var collector = await Collector.Start();

        await using (var service = await Start("tickets", collector.Address))
            await service.Client.GetAsync(new Uri("jobs/tickets", UriKind.Relative), Cancel);

        collector.Of("traces").ShouldSatisfyAllConditions(
            traces => traces.ShouldContain("tickets"),
            traces => traces.ShouldContain("GET /jobs/{name}"),
            traces => traces.ShouldContain("http.response.status_code"),
            traces => traces.ShouldContain("decide"));
        collector.Of("metrics").ShouldSatisfyAllConditions(
            metrics => metrics.ShouldContain("http.server.request.duration"),
            metrics => metrics.ShouldContain("dotnet.gc.collections"),
            metrics => metrics.ShouldContain("tdp.commands"));
        collector.Of("logs").ShouldContain("tickets was worked on");
    }

    [Fact]
    public async Task Leaves_the_spans_of_a_neighbour_in_the_same_process_to_the_neighbour()
    {
        await using var collector = await Collector.Start();
        await using var other = await Collector.Start();

        await using (var service = await Start("tickets", collector.Address))
        await using (var neighbour = await Start("people", other.Address))
        {
            await service.Client.GetAsync(new Uri("jobs/mine", UriKind.Relative), Cancel);
            await neighbour.Client.GetAsync(new Uri("jobs/theirs", UriKind.Relative), Cancel);
        }

        collector.Of("traces").ShouldContain("subject is mine");
        collector.Of("traces").ShouldNotContain("subject is theirs");
        other.Of("traces").ShouldContain("subject is theirs");
        other.Of("traces").ShouldNotContain("subject is mine");
    }

    [Fact]
    public async Task Names_a_request_for_nothing_by_its_method_and_leaves_probes_out()
    {
        await using var collector = await Collector.Start();

        await using (var service = await Start("tickets", collector.Address))
        {
            await service.Client.GetAsync(new Uri("health/live?probe", UriKind.Relative), Cancel);
            await service.Client.GetAsync(new Uri("nothing/here", UriKind.Relative), Cancel);
        }

        // The client's spans hold whole addresses; the server's hold the path alone.
        collector.Of("traces").ShouldContain(Whole("/nothing/here"), Case.Sensitive);
        collector.Of("traces").ShouldNotContain("HttpRequestIn");
        collector.Of("traces").ShouldNotContain(Whole("/health/live"), Case.Sensitive);
    }

    [Fact]
    public void Makes_no_provider_when_no_collector_is_configured()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        builder.AddPlatformTelemetry("tickets");

        using var host = builder.Build();
        host.Services.GetService<TracerProvider>().ShouldBeNull();
        host.Services.GetService<MeterProvider>().ShouldBeNull();
        host.Services.GetServices<IHostedService>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("collector:4318", "http/protobuf")]
    [InlineData("/v1", "http/protobuf")]
    [InlineData("http://collector:4318", "http/json")]
    public void Says_what_is_wrong_with_the_settings(string endpoint, string protocol)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(Settings(endpoint, protocol));

        Should.Throw<PlatformException>(() => builder.AddPlatformTelemetry("tickets")).Code.ShouldBe("TDP0304");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // In protobuf a text stands behind its length.
    private static string Whole(string text) => (char)text.Length + text;

    private static Dictionary<string, string?> Settings(string endpoint, string? protocol = null) => new()
    {
        [OtlpSettings.EndpointKey] = endpoint,
        [OtlpSettings.ProtocolKey] = protocol,
    };

    private static Task<LoopbackHost> Start(string service, string collector) => LoopbackHost.Start(
        builder =>
        {
            builder.Configuration.AddInMemoryCollection(Settings(collector));
            builder.AddPlatformTelemetry(service);
        },
        app => app.MapGet("/jobs/{name}", (RequestDelegate)Work));

    private static Task Work(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        using var step = Platform.StartActivity("decide");
        step?.SetTag("subject", $"subject is {name}");
        Commands.Add(1);
        var logger = context.RequestServices.GetRequiredService<ILogger<TelemetryTests>>();
#pragma warning disable CA1848, CA1873 // One line in a test.
        logger.LogInformation("{Name} was worked on", name);
#pragma warning restore CA1848, CA1873
        return context.Response.WriteAsync("done");
    }
}
