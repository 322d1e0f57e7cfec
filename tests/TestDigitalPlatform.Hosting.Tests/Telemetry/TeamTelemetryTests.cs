using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using TestDigitalPlatform.Hosting.Telemetry;
using TestDigitalPlatform.Hosting.Tests.Web;

namespace TestDigitalPlatform.Hosting.Tests.Telemetry;

/// <summary>A team adds to telemetry with OpenTelemetry's own calls.</summary>
public sealed class TeamTelemetryTests
{
    private static readonly ActivitySource Team = new("Acme.Tickets");

    [Fact]
    public async Task A_teams_source_and_exporter_work_without_a_collector()
    {
        var exported = new Exported();

        await using (var service = await Start(exported))
            await service.Client.GetAsync(new Uri("jobs/mine", UriKind.Relative), Cancel);

        exported.Names.ShouldBe(["acme.work", "GET /jobs/{name}"], ignoreOrder: true);
        exported.Resource.ShouldContain("service.name=tickets");
    }

    [Fact]
    public async Task A_teams_source_is_sent_to_the_collector_too()
    {
        await using var collector = await Collector.Start();
        var exported = new Exported();

        await using (var service = await Start(exported, collector.Address))
            await service.Client.GetAsync(new Uri("jobs/mine", UriKind.Relative), Cancel);

        collector.Of("traces").ShouldContain("acme.work");
        exported.Names.ShouldContain("acme.work");
    }

    [Fact]
    public async Task A_teams_sampler_decides()
    {
        var exported = new Exported();

        await using (var service = await Start(exported, more: traces => traces.SetSampler(new AlwaysOffSampler())))
            (await service.Client.GetAsync(new Uri("jobs/mine", UriKind.Relative), Cancel)).EnsureSuccessStatusCode();

        exported.Names.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_teams_exporter_is_given_its_own_hosts_spans()
    {
        var (mine, theirs) = (new Exported(), new Exported());

        await using (var service = await Start(mine))
        await using (var neighbour = await Start(theirs))
        {
            await service.Client.GetAsync(new Uri("jobs/mine", UriKind.Relative), Cancel);
            await neighbour.Client.GetAsync(new Uri("jobs/theirs", UriKind.Relative), Cancel);
            await service.Client.GetAsync(new Uri("health/live", UriKind.Relative), Cancel);
        }

        mine.Subjects.ShouldBe(["mine"]);
        theirs.Subjects.ShouldBe(["theirs"]);
        mine.Names.ShouldAllBe(name => !name.Contains("health"));
    }

    [Fact]
    public async Task A_teams_reader_is_given_the_figures_of_its_host()
    {
        var figures = new List<Metric>();

        await using (var service = await LoopbackHost.Start(
            builder =>
            {
                builder.AddPlatformTelemetry("tickets");
                builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddReader(
                    new BaseExportingMetricReader(new Figures(figures))));
            },
            app => app.MapGet("/jobs/{name}", (RequestDelegate)Work)))
            await service.Client.GetAsync(new Uri("jobs/mine", UriKind.Relative), Cancel);

        figures.Select(figure => figure.Name).ShouldContain("http.server.request.duration");
        figures.Select(figure => figure.Name).ShouldContain("dotnet.gc.collections");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<LoopbackHost> Start(
        Exported exported, string? collector = null, Action<TracerProviderBuilder>? more = null) => LoopbackHost.Start(
        builder =>
        {
            builder.Configuration.AddInMemoryCollection([new(OtlpSettings.EndpointKey, collector)]);
            builder.AddPlatformTelemetry("tickets");
            builder.Services.AddOpenTelemetry().WithTracing(traces =>
            {
                traces.AddSource(Team.Name).AddProcessor(new SimpleActivityExportProcessor(exported));
                more?.Invoke(traces);
            });
        },
        app =>
        {
            app.MapGet("/jobs/{name}", (RequestDelegate)Work);
            app.MapGet("/health/live", (RequestDelegate)(context => context.Response.WriteAsync("live")));
        });

    private static Task Work(HttpContext context)
    {
        using var work = Team.StartActivity("acme.work");
        work?.SetTag("subject", context.Request.RouteValues["name"]);
        return context.Response.WriteAsync("done");
    }

    private sealed class Exported : BaseExporter<Activity>
    {
        private readonly ConcurrentQueue<(string Name, string? Subject)> spans = new();

        // The client that calls is in this process too.
        internal IEnumerable<string> Names => spans.Select(span => span.Name).Where(name => name != "GET");

        internal IEnumerable<string> Subjects => spans.Select(span => span.Subject).OfType<string>();

        internal string Resource { get; private set; } = "";

        public override ExportResult Export(in Batch<Activity> batch)
        {
            foreach (var span in batch)
                spans.Enqueue((span.DisplayName, (string?)span.GetTagItem("subject")));
            Resource = string.Join(' ', ParentProvider.GetResource().Attributes.Select(a => $"{a.Key}={a.Value}"));
            return ExportResult.Success;
        }
    }

    private sealed class Figures(List<Metric> figures) : BaseExporter<Metric>
    {
        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (var figure in batch)
                figures.Add(figure);
            return ExportResult.Success;
        }
    }
}
