using Microsoft.Extensions.Hosting;

namespace TestDigitalPlatform.Hosting.Health;

/// <summary>Where the host is on its way from start to stop.</summary>
/// <remarks>The host itself knows: the start's work is done in hosted services.</remarks>
internal sealed class HostStages(IHostApplicationLifetime lifetime)
{
    /// <summary>Whether everything that comes before the first request is done.</summary>
    internal bool Started => lifetime.ApplicationStarted.IsCancellationRequested;

    /// <summary>Whether requests under way are ending and no new ones should come.</summary>
    internal bool Draining => lifetime.ApplicationStopping.IsCancellationRequested;
}
