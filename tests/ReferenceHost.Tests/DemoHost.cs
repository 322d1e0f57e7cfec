[assembly: AssemblyFixture(typeof(ReferenceHost.Tests.DemoHost))]

namespace ReferenceHost.Tests;

/// <summary>One host with demo data, for the tests that leave it as useful to others as it was.</summary>
/// <remarks>Its start costs more than most tests. Who adds rows does so for a customer of their own.</remarks>
public sealed class DemoHost : IAsyncLifetime
{
    private readonly DataFolder data = new();
    private RunningHost? host;

    internal RunningHost Host => host!;

    internal DataFolder Data => data;

    public async ValueTask InitializeAsync() => host = await RunningHost.Start(data);

    public async ValueTask DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
        data.Dispose();
    }
}
