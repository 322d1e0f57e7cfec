using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Unhealthy once the host is told to stop, so that a load balancer sends requests elsewhere.</summary>
internal sealed class DrainingCheck(HostStages stages) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(stages.Draining ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy());
}
