using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Testing.Messages;

/// <summary>The queues of a test: what is published goes to whoever subscribes, within the process.</summary>
internal sealed class InMemoryBroker
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, InMemoryQueue> queues = new(StringComparer.Ordinal);

    internal InMemoryQueue Open(string endpoint, IReadOnlyCollection<string> types)
    {
        lock (gate)
        {
            var queue = QueueOf(endpoint);
            queue.Types = [.. types];
            return queue;
        }
    }

    internal void Publish(IReadOnlyList<TransportMessage> messages, string? destination)
    {
        lock (gate)
        {
            // What is for one service waits for it, also while it starts.
            if (destination is not null)
            {
                QueueOf(destination).Add(messages);
                return;
            }

            foreach (var queue in queues.Values)
                queue.Add(messages.Where(m => queue.Types.Contains(m.Type)));
        }
    }

    private InMemoryQueue QueueOf(string endpoint)
    {
        if (!queues.TryGetValue(endpoint, out var queue))
            queues[endpoint] = queue = new InMemoryQueue();
        return queue;
    }
}

/// <summary>One service's queue.</summary>
internal sealed class InMemoryQueue
{
    private readonly Lock gate = new();
    private readonly LinkedList<TransportMessage> waiting = [];
    private TaskCompletionSource arrived = New();

    internal HashSet<string> Types { get; set; } = [];

    internal int Count
    {
        get
        {
            lock (gate)
                return waiting.Count;
        }
    }

    /// <summary>Completes when there is a message.</summary>
    internal Task Arrived
    {
        get
        {
            lock (gate)
                return arrived.Task;
        }
    }

    internal void Add(IEnumerable<TransportMessage> messages)
    {
        lock (gate)
        {
            foreach (var message in messages)
                waiting.AddLast(message);
            Tell();
        }
    }

    internal void PutBack(IEnumerable<TransportMessage> messages)
    {
        lock (gate)
        {
            foreach (var message in messages.Reverse())
                waiting.AddFirst(message);
            Tell();
        }
    }

    internal List<TransportMessage> Take(int atMost)
    {
        lock (gate)
        {
            var taken = new List<TransportMessage>();
            while (taken.Count < atMost && waiting.First is { } first)
            {
                taken.Add(first.Value);
                waiting.RemoveFirst();
            }

            if (waiting.Count == 0 && arrived.Task.IsCompleted)
                arrived = New();
            return taken;
        }
    }

    private void Tell()
    {
        if (waiting.Count > 0)
            arrived.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
