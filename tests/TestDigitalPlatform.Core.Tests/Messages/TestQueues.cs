using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

/// <summary>A deployment's transport, as its services see it.</summary>
internal abstract class TestQueues : IAsyncDisposable
{
    internal abstract Task<IMessageTransport> As(string service);

    /// <summary>Lets so much time pass that no node can have the types any more which none has named since.</summary>
    internal virtual Task PassTime() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
