using System.Diagnostics;
using System.Text.Json;
using TestDigitalPlatform.Benchmarks.Processes.Service;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Benchmarks.Processes.Measures;

/// <summary>Hands messages to the platform's pipeline, as the pump does, or to the twin.</summary>
internal sealed class Replies(EventPipeline pipeline, Twin twin, Plan plan)
{
    private const string Customer = "acme";

    private long number = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <returns>Messages in a second.</returns>
    internal async Task<double> OfPlatform(int instances)
    {
        var keys = Enumerable.Range(0, instances).Select(_ => Guid.NewGuid().ToString("N")).ToArray();
        await Each(keys.Length, i => Handle(new TallyBegan(CustomerId.Parse(Customer), keys[i], null)));
        var begun = Stopwatch.GetTimestamp();
        await Each(plan.Replies, i => Handle(new TallyReplied(CustomerId.Parse(Customer), keys[i % keys.Length], i)));
        return plan.Replies / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <returns>Messages in a second.</returns>
    internal async Task<double> OfTwin(int instances)
    {
        var keys = Enumerable.Range(0, instances).Select(_ => Guid.NewGuid().ToString("N")).ToArray();
        await twin.Begin(keys);
        var begun = Stopwatch.GetTimestamp();
        await Each(plan.Replies, i => twin.Handle(
            Guid.CreateVersion7(), Interlocked.Increment(ref number),
            Body(new TallyReplied(CustomerId.Parse(Customer), keys[i % keys.Length], i))));
        return plan.Replies / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <exception cref="BenchmarkException">It did not take effect.</exception>
    internal async Task Handle(IEvent @event)
    {
        var type = EventTypes.Of(@event.GetType());
        var message = new TransportMessage(
            Guid.CreateVersion7(), type.Name, "bench", @event.OrderingKey, Interlocked.Increment(ref number), null, Customer,
            DateTimeOffset.UtcNow, null, Body(@event));
        var handling = await pipeline.Handle(message, needs: 0, isHeld: false, CancellationToken.None);
        if (handling.End != HandlingEnd.Done)
            throw new BenchmarkException($"A message ended as {handling.End}.");
    }

    private static byte[] Body(IEvent @event) => JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), PlatformJson.Options);

    internal Task Each(int count, Func<int, Task> work)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, plan.Consumers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var i && i < count)
                await work(i);
        })));
    }
}
