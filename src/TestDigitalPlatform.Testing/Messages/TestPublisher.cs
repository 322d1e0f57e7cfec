using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Testing.Messages;

/// <summary>Another service, which publishes events to the one under test and hears how their handling ended.</summary>
internal sealed class TestPublisher
{
    private readonly InMemoryBroker broker;
    private readonly string endpoint;
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource<EventOutcome>> awaited = new();
    private readonly Dictionary<(string Source, string Key), Dictionary<string, long>> keys = [];
    private readonly Lock gate = new();
    private long number;

    public TestPublisher(InMemoryBroker broker, MessageService service)
    {
        (this.broker, endpoint) = (broker, service.Name);
        service.Watch = Ended;
        // As the database gives it: microseconds, so that it is later than the begin of the handling.
        number = (DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000) + 3_600_000_000;
    }

    /// <summary>Makes the next message of an event's key, as its service would.</summary>
    internal TransportMessage Message(IEvent @event, CustomerId? customer, string source, DateTimeOffset now)
    {
        var type = EventTypes.Of(@event.GetType());
        lock (gate)
        {
            if (!keys.TryGetValue((source, @event.OrderingKey), out var previous))
                keys[(source, @event.OrderingKey)] = previous = [];
            var before = JsonSerializer.Serialize(previous);
            previous[type.Name] = ++number;
            return new TransportMessage(
                Guid.CreateVersion7(now), type.Name, source, @event.OrderingKey, number, before,
                (customer ?? type.CustomerOf(@event))?.Value, now, Activity.Current?.Id,
                JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), PlatformJson.Options));
        }
    }

    /// <summary>Puts a message into the service's queue, and waits until it is at its end.</summary>
    internal async Task<EventOutcome> Deliver(TransportMessage message, TimeSpan limit)
    {
        var end = awaited[message.Id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        broker.Publish([message], endpoint);
        try
        {
            return await end.Task.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            throw new TestFailedException(
                $"The event '{message.Type}' was not handled within {limit.TotalSeconds:0} s. Does the service handle it?");
        }
    }

    /// <summary>Completes when a message comes to an end, or one that was held to another.</summary>
    internal Task<EventOutcome> Next(Guid message)
    {
        var end = awaited[message] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return end.Task;
    }

    private void Ended(Guid message, string outcome)
    {
        if (awaited.TryRemove(message, out var end))
            end.TrySetResult(outcome switch
            {
                "handled" => EventOutcome.Handled,
                "repeated" => EventOutcome.Repeated,
                "waiting" => EventOutcome.Waiting,
                "delayed" => EventOutcome.Delayed,
                _ => EventOutcome.Failed,
            });
    }
}
