using Microsoft.Extensions.Hosting;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Looks for the identity provider's keys at the start, so that no caller has to wait for them.</summary>
/// <remarks>The start does not wait: a provider that is away must not keep a service from being started.</remarks>
internal sealed class FirstKeys(ProviderKeys keys) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = keys.Refresh();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
