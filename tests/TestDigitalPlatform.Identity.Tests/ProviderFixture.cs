using TestDigitalPlatform.Identity.Tests;
using TestDigitalPlatform.Testing;

[assembly: AssemblyFixture(typeof(ProviderFixture))]

namespace TestDigitalPlatform.Identity.Tests;

/// <summary>One provider for all tests: each registers clients of its own.</summary>
public sealed class ProviderFixture : IAsyncLifetime
{
    internal People People { get; } = new();

    internal TestService Service { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Service = await ProviderService.Start(People);

    public ValueTask DisposeAsync() => Service?.DisposeAsync() ?? default;
}
