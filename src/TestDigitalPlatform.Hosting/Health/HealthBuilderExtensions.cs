using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Hosting.Endpoints;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Tells an orchestrator whether to wait for the service, to send it requests or to replace it.</summary>
internal static class HealthBuilderExtensions
{
    private const string Started = "started";
    private const string Ready = "ready";

    internal static void AddPlatformHealth(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(s => s.ServiceType == typeof(HostStages)))
            return;
        builder.Services.TryAddSingleton<HostStages>();
        builder.Services.TryAddSingleton<DatabaseCheck>();
        builder.Services.AddHealthChecks()
            .AddCheck<StartedCheck>("started", tags: [Started, Ready])
            .AddCheck<DrainingCheck>("accepting", tags: [Ready])
            .AddCheck<DatabaseCheck>("database", tags: [Ready], timeout: DatabaseCheck.Patience);
    }

    /// <summary>Not ready until tokens can be checked; called once, where an identity provider is believed.</summary>
    internal static void AddIdentityProviderHealth(this IHostApplicationBuilder builder) => builder.Services
        .AddHealthChecks()
        .AddCheck<IdentityProviderCheck>("identityProvider", tags: [Ready]);

    /// <summary>Tells operators when messages don't come or go. The service stays ready.</summary>
    internal static void AddMessagesHealth(this IHostApplicationBuilder builder) => builder.Services
        .AddHealthChecks()
        .AddCheck<MessagesCheck>("messages", tags: [Ready]);

    internal static void MapPlatformHealth(this IEndpointRouteBuilder endpoints)
    {
        // Alive is who answers at all: a process whose database is away is not helped by a restart.
        Map(endpoints, "/health/live", "");
        Map(endpoints, "/health/ready", Ready);
        Map(endpoints, "/health/started", Started);
    }

    private static void Map(IEndpointRouteBuilder endpoints, string path, string tag) =>
        endpoints.MapHealthChecks(path, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(tag),
            ResponseWriter = HealthReports.Write,
        })
        .WithMetadata(new AllowAnonymousAttribute(), PlatformMetadata.Instance)
        .DisableHttpMetrics();
}
