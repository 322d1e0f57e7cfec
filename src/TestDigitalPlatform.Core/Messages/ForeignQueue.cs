namespace TestDigitalPlatform.Messages;

/// <summary>A queue that other systems write to, with the event that each of its messages is.</summary>
/// <param name="Name">The queue.</param>
/// <param name="Type">The wire name of the event.</param>
internal sealed record ForeignQueue(string Name, string Type)
{
    /// <summary>The queues of a service.</summary>
    /// <exception cref="PlatformException">TDP0375: nothing tells what a message of a queue is.</exception>
    internal static IReadOnlyList<ForeignQueue> Of(IEnumerable<EventSubscription> handled)
    {
        var queues = handled.Where(h => h.Queue is not null).Select(h => new ForeignQueue(h.Queue!, h.Name)).Distinct()
            .OrderBy(q => q.Name, StringComparer.Ordinal).ThenBy(q => q.Type, StringComparer.Ordinal).ToArray();
        foreach (var same in queues.GroupBy(q => q.Name, StringComparer.Ordinal).Where(q => q.Count() > 1))
            throw new PlatformException(
                "TDP0375", $"{string.Join(" and ", same.Select(q => $"'{q.Type}'"))} come from the queue '{same.Key}', and nothing tells them "
                + "apart. Declare one record for each queue.");
        return queues;
    }

    /// <summary>Refuses a transport that has no such queues.</summary>
    /// <exception cref="PlatformException">TDP0375.</exception>
    internal static void RefuseOn(string transport, IReadOnlyList<ForeignQueue> queues)
    {
        if (queues is [var first, ..])
            throw new PlatformException(
                "TDP0375", $"'{first.Type}' comes from the queue '{first.Name}', but {transport} has no queues that other systems write to. "
                + "Add RabbitMQ with builder.AddRabbitMq(), or remove [OnMessage].");
    }
}
