using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Hosting;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class EventCheck : IConformanceCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public string Promise =>
        "an event takes effect once and in the order of its key, one that can't be read stops no other, and none touches "
        + "another customer's rows.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        var handled = session.Service.Services.GetRequiredService<ServiceDefinition>().Handled
            .Where(s => !s.IsOwn)
            .DistinctBy(s => s.Event).ToList();
        foreach (var subscription in handled)
        {
            await foreach (var wrong in Wrong(session, subscription))
                findings.Add(new Finding(subscription.Event.Name, wrong));
        }
    }

    private static async IAsyncEnumerable<string> Wrong(ConformanceSession session, EventSubscription subscription)
    {
        var (service, stranger) = (session.Service, await session.Arrange(subscription));
        var ofStranger = await StoredState.Of(service.Database, stranger.Customer);
        var given = await session.Arrange(subscription);
        var first = Message(service, EventExample.Of(subscription.Event, given), given, subscription);

        if (await Deliver(service, first) is var once and not EventOutcome.Handled)
        {
            yield return $"the example ends {once}: arrange what it needs, or name the event by given.Use(new …).";
            yield break;
        }

        await Settle(service);
        var state = await StoredState.Of(service.Database);
        if (await Deliver(service, first) is var twice and not EventOutcome.Repeated)
            yield return $"the same message a second time ends {twice}.";
        if (await StoredState.Of(service.Database) != state)
            yield return "something was stored or told again the second time.";
        if (!subscription.AcrossCustomers && await StoredState.Of(service.Database, stranger.Customer) != ofStranger)
            yield return "another customer's rows were changed.";

        // Webhooks have no order.
        if (!subscription.IsSubscribed)
            yield break;
        await foreach (var wrong in OutOfOrder(session, subscription))
            yield return wrong;
    }

    private static async IAsyncEnumerable<string> OutOfOrder(
        ConformanceSession session, EventSubscription subscription)
    {
        var service = session.Service;
        var given = await session.Arrange(subscription);
        var @event = EventExample.Of(subscription.Event, given);
        var (first, second) = (Message(service, @event, given), Message(service, @event, given));
        var other = await session.Arrange(subscription);
        var third = Message(service, EventExample.Of(subscription.Event, other), other);

        if (await Deliver(service, second) is var early and not EventOutcome.Waiting)
            yield return $"a message that comes before an earlier one of its key ends {early}, and not waiting.";
        var poison = first with { Id = Guid.CreateVersion7(), Body = "{"u8.ToArray(), Number = second.Number + 1 };
        if (await Deliver(service, poison with { Key = "poison", Previous = "{}" }) is var bad and not EventOutcome.Failed)
            yield return $"a body that can't be read ends {bad}, and not in the error queue.";
        if (await Deliver(service, third) is var beside and not EventOutcome.Handled)
            yield return $"a message of another key ends {beside} beside one that waits and one that failed.";
        var later = service.Publisher.Next(second.Id);
        await Deliver(service, first);
        if (await Task.WhenAny(later, Task.Delay(Limit)) != later || await later is EventOutcome.Waiting)
            yield return "a message that waited for an earlier one was not handled after it.";
    }

    private static TransportMessage Message(
        TestService service, IEvent @event, Arrangement given, EventSubscription? subscription = null) => service.Publisher.Message(
            @event, given.Customer,
            // What comes by a webhook, the service tells itself.
            subscription is { IsSubscribed: false } ? service.Services.GetRequiredService<MessageService>().Name : "conformance",
            service.Time.Now);

    // What a process has sent runs later, and takes effect once, too.
    private static async Task Settle(TestService service)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Limit && !await service.Database.Scalar<bool>("""
            select not exists (select from tdp.outbox) and (not exists (select from tdp.process_command)
                or exists (select from tdp.held_message)) and not exists (select from tdp.external_call where state = 'waiting' and attempts = 0)
            """))
            await Task.Delay(20);
    }

    private static Task<EventOutcome> Deliver(TestService service, TransportMessage message) =>
        service.Publisher.Deliver(message, Limit);
}
