using Microsoft.Extensions.Diagnostics.HealthChecks;
using TestDigitalPlatform.Hosting.Authentication;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Healthy while access tokens can be checked.</summary>
/// <remarks>
/// That is while there are keys, not while the provider answers: its restart would otherwise take every service out of
/// every load balancer at the same moment, for nothing.
/// </remarks>
internal sealed class IdentityProviderCheck(ProviderKeys keys) : IHealthCheck
{
    /// <summary>For the first keys; they are there within milliseconds or not at all.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var refresh = keys.Refresh();
        if (!keys.HasKeys)
            await Task.WhenAny(refresh, Task.Delay(Patience, cancellationToken));
        return keys.HasKeys ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("no keys");
    }
}
