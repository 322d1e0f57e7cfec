using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Testing.Messages;

/// <summary>Queues within the process, for tests: nothing is looked at by the clock, a message wakes who waits for it.</summary>
internal sealed class InMemoryTransport(InMemoryBroker broker, MessageService service, TimeProvider time) : IMessageTransport
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    private InMemoryQueue? queue;

    public string System => "in_memory";

    public Task Open(IReadOnlyCollection<string> types, CancellationToken cancellationToken)
    {
        queue = broker.Open(service.Name, types);
        return Task.CompletedTask;
    }

    public Task Publish(
        IReadOnlyList<TransportMessage> messages, string? destination, CancellationToken cancellationToken)
    {
        broker.Publish([.. messages.Select(m => m with { Source = service.Name })], destination);
        return Task.CompletedTask;
    }

    public async Task<IReceivedBlock?> Receive(int atMost, CancellationToken cancellationToken)
    {
        if (queue is not { } own)
            return null;
        await Task.WhenAny(own.Arrived, Task.Delay(Poll, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        return own.Take(atMost) is { Count: > 0 } taken ? new Block(own, taken) : null;
    }

    public Task<Backlog> Waiting(CancellationToken cancellationToken) =>
        Task.FromResult(new Backlog(queue?.Count ?? 0, null));

    private sealed class Block(InMemoryQueue queue, IReadOnlyList<TransportMessage> messages) : IReceivedBlock
    {
        private bool completed;

        public IReadOnlyList<TransportMessage> Messages { get; } = messages;

        public Task Complete(CancellationToken cancellationToken)
        {
            completed = true;
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            if (!completed)
                queue.PutBack(Messages);
            return ValueTask.CompletedTask;
        }
    }
}
