namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class InMemoryTransportTests : TransportConformance
{
    private protected override TestQueues Queues() => new InMemoryQueues();
}
