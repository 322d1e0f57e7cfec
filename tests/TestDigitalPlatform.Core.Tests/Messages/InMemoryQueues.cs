using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Testing.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

internal sealed class InMemoryQueues : TestQueues
{
    private readonly InMemoryBroker broker = new();

    internal override Task<IMessageTransport> As(string service) => Task.FromResult<IMessageTransport>(
        new InMemoryTransport(broker, new MessageService(service), TimeProvider.System));

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
