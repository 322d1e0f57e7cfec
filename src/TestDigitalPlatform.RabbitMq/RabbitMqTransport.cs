using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Connections;
using TestDigitalPlatform.RabbitMq.Publishing;
using TestDigitalPlatform.RabbitMq.Receiving;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq;

/// <summary>Queues in RabbitMQ.</summary>
/// <remarks>
/// One connection publishes and another receives: a broker that runs out of memory or disk stops reading from those that
/// publish, and what was received must be acknowledged nevertheless.
/// </remarks>
internal sealed class RabbitMqTransport : IMessageTransport, IAsyncDisposable
{
    private const int MessagesForEachPlace = 8;

    private readonly string service;
    private readonly Publisher publisher;
    private readonly Receiver receiver;

    public RabbitMqTransport(
        BrokerAddress address, RabbitMqOptions options, MessageOptions messages, MessageService service, TimeProvider time,
        ILogger<RabbitMqTransport> logger, ServiceDefinition? definition = null)
    {
        this.service = service.Name;
        var hierarchy = new EventHierarchy(definition?.Assembly);
        publisher = new Publisher(
            new BrokerConnection(address, $"{service.Name} Publish", "publish", logger), hierarchy, options);
        receiver = new Receiver(
            new BrokerConnection(address, $"{service.Name} MessagePump", "receive", logger), hierarchy, service.Name,
            options.Prefetch ?? Math.Min(ushort.MaxValue, messages.Concurrency * MessagesForEachPlace), messages, time, logger);
    }

    public string System => "rabbitmq";

    /// <summary>How long a block is gathered for after its first message.</summary>
    internal TimeSpan Gathering
    {
        set => receiver.Gathering = value;
    }

    public Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken) =>
        receiver.Open(types, cancellationToken);

    public Task Publish(
        IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken) =>
        publisher.Publish(
            messages, destination, new WireSender(service, Environment.MachineName, receiver.IsOpened), cancellationToken);

    public Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken) =>
        receiver.Receive(atMost, cancellationToken);

    public Task<Backlog> Waiting(CancellationToken cancellationToken) => receiver.Waiting(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await receiver.DisposeAsync();
        await publisher.DisposeAsync();
    }
}
