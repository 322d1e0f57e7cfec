using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Healthy once the start is over.</summary>
internal sealed class StartedCheck(HostStages stages) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(stages.Started ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("still starting"));
}
