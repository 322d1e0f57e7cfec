using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

/// <summary>A deployment's transport, as its services see it.</summary>
internal abstract class TestQueues : IAsyncDisposable
{
    internal abstract Task<IMessageTransport> As(string service);

    public abstract ValueTask DisposeAsync();
}
