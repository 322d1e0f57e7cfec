namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class InMemoryTransportTests : TransportConformance
{
    private protected override TestQueues Queues() => new InMemoryQueues();

    // It waits there: a test may start the receiver later.
    private protected override Task ShouldNotBeDelivered(Task publishing) => publishing;
}
