using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Core.Tests.Messages;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Connections;
using TestDigitalPlatform.RabbitMq.Tests.Broker;

namespace TestDigitalPlatform.RabbitMq.Tests.Transport;

/// <summary>A virtual host, as its services see it.</summary>
internal sealed class RabbitMqQueues(TestBroker broker) : TestQueues
{
    // Nobody takes what a test wants to see another take.
    private const int Prefetch = 10;

    private readonly List<RabbitMqTransport> opened = [];
    private string? connectionString;

    internal async Task<string> ConnectionString() => connectionString ??= await broker.MakeVirtualHost();

    internal override async Task<IMessageTransport> As(string service) =>
        As(service, new RabbitMqOptions { Prefetch = Prefetch }, await ConnectionString());

    internal IMessageTransport As(string service, RabbitMqOptions options, string address)
    {
        var transport = new RabbitMqTransport(
            BrokerAddress.Of(address, options), options,
            new MessageOptions { PollInterval = TimeSpan.FromMilliseconds(200) }, new MessageService(service), TimeProvider.System,
            // The machine may be busy.
            NullLogger<RabbitMqTransport>.Instance)
        { Gathering = TimeSpan.FromMilliseconds(200) };
        opened.Add(transport);
        return transport;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var transport in opened)
            await transport.DisposeAsync();
        if (connectionString is not null)
            await broker.RemoveVirtualHost(connectionString);
    }
}
