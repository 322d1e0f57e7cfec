using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Degraded while messages don't come or go, and never unhealthy.</summary>
/// <remarks>
/// A service takes requests while the broker is away: its events wait in the outbox. If it were not ready then, every
/// service would leave every load balancer at the same moment, for nothing.
/// </remarks>
internal sealed class MessagesCheck(MessageHealth messages) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(messages.Trouble is { } trouble ? HealthCheckResult.Degraded(trouble) : HealthCheckResult.Healthy());
}
