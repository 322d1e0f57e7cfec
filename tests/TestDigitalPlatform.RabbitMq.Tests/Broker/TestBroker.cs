using System.Text.Json;
using TestDigitalPlatform.Tests.Shared.Broker;

[assembly: AssemblyFixture(typeof(TestDigitalPlatform.RabbitMq.Tests.Broker.TestBroker))]

// One broker for all, which some tests end and start again.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace TestDigitalPlatform.RabbitMq.Tests.Broker;

/// <summary>The tests' broker; ended with the test run. Tests are skipped where RabbitMQ is not installed.</summary>
public sealed class TestBroker : IAsyncLifetime
{
    private readonly LocalBroker broker = new();

    internal int Port => broker.Port;

    internal int TlsPort => broker.TlsPort;

    internal string CaFile => broker.CaFile;

    internal string OtherCaFile => broker.OtherCaFile;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    internal Task Start()
    {
        if (!LocalBroker.IsInstalled)
            Assert.Skip(LocalBroker.HowToInstall);
        return broker.Start();
    }

    internal Task Kill() => broker.Kill();

    internal async Task<string> MakeVirtualHost()
    {
        await Start();
        return await broker.MakeVirtualHost();
    }

    internal Task RemoveVirtualHost(string connectionString) => broker.RemoveVirtualHost(connectionString);

    internal Task<string> MakeUser(string connectionString, string write, string configure = ".*") =>
        broker.MakeUser(connectionString, write, configure);

    internal Task LimitQueue(string connectionString, string queue) => broker.LimitQueue(connectionString, queue);

    internal Task<int> Channels(string connectionString) => broker.Channels(connectionString);

    internal Task<JsonElement> Ask(string what, string connectionString) => broker.Ask(what, connectionString);

    internal Task EndConnections(string connectionString, int count) => broker.EndConnections(connectionString, count);
}
