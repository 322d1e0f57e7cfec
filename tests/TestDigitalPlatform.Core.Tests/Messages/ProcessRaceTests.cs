using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Inbox;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class ProcessRaceTests
{
    private static readonly ProcessDefinition Process = ProcessDefinition.Of<TallyProcess, Tally>(
        acrossCustomers: false, [typeof(Tally)], [ProcessEvent.Of<TallyProcess, Tallied>(typeof(Tallied).FullName!)]);

    [Fact]
    public async Task Nodes_that_move_one_instance_at_once_lose_and_double_nothing()
    {
        await using var service = await HandlingService.Start();
        using var one = Node(service);
        using var other = Node(service);
        var messages = Enumerable.Range(0, 60).Select(i => service.Message(new Tallied($"tally {i}"))).ToList();

        // Each comes to both nodes.
        await Task.WhenAll(messages.SelectMany(m => new[] { Handle(one, m), Handle(other, m) }));

        (await service.Tasks.Stored.Scalar<string>("select version || ' ' || (body->>'count') from tdp.process")).ShouldBe("60 60");
        (await service.Tasks.Stored.Scalar<long>("select count(*) from tdp.process_step")).ShouldBe(60);
    }

    [Fact]
    public async Task Keeps_the_last_transitions_only()
    {
        await using var service = await HandlingService.Start();
        using var node = Node(service);

        for (var i = 0; i < 260; i++)
            await node.Handle(service.Message(new Tallied($"tally {i}")), 0, false, default);

        (await service.Tasks.Stored.Scalar<string>("select min(version) || ' ' || max(version) from tdp.process_step")).ShouldBe("51 260");
    }

    private static EventPipeline Node(HandlingService service) => new(
        service.Tasks.Data, service.Tasks.Invalidation, new EventSubscriptions(Process.Subscriptions), service.Tasks.Outbox,
        new ServiceCollection().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), service.Time,
        NullLogger<EventPipeline>.Instance);

    // As the processor does: what lost every race is tried again.
    private static async Task Handle(EventPipeline node, TransportMessage message)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                (await node.Handle(message, 0, false, deadline.Token)).End.ShouldBeOneOf(HandlingEnd.Done, HandlingEnd.Repeated);
                return;
            }
            catch (RaceLostException)
            {
                await Task.Yield();
            }
        }
    }

    internal sealed record Tallied(string Name) : IEvent
    {
        string IEvent.Subject => Name;
    }

    internal sealed record Tally(int Count);

    internal sealed class TallyProcess : IProcess<Tally>, IOn<Tallied>
    {
        public static string KeyOf(Tallied @event) => "all";

        public static Transition<Tally> Next(Tally? state, object message, ProcessContext context) =>
            new(new Tally((state?.Count ?? 0) + 1));
    }
}
