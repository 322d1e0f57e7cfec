using TestDigitalPlatform.Core.Tests.Messages;
using TestDigitalPlatform.RabbitMq.Tests.Broker;

namespace TestDigitalPlatform.RabbitMq.Tests.Transport;

public sealed class RabbitMqTransportTests(TestBroker broker) : TransportConformance
{
    private protected override TestQueues Queues() => new RabbitMqQueues(broker);
}
