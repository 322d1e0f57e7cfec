using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Webhooks.Outgoing;
using TestDigitalPlatform.Messages;

#pragma warning disable TDP1087 // They are wrong on purpose.

namespace TestDigitalPlatform.Hosting.Tests.Messages;

public sealed class ForeignQueueTests
{
    [Fact]
    public void An_event_of_a_queue_is_subscribed_to_nowhere_else()
    {
        var subscriptions = new EventSubscriptions([Of<Written>(), Of<Written>(), Of<Other>()]);

        subscriptions.Names.ShouldBe([typeof(Other).FullName!]);
        subscriptions.Queues.ShouldBe([new ForeignQueue("billing", typeof(Written).FullName!)]);
    }

    [Fact]
    public void Two_events_of_one_queue_can_t_be_told_apart() =>
        Should.Throw<PlatformException>(() => ForeignQueue.Of([Of<Written>(), Of<WrittenToo>()])).ShouldSatisfyAllConditions(
            e => e.Code.ShouldBe("TDP0375"), e => e.Message.ShouldContain("'billing'"));

    [Fact]
    public void A_transport_without_such_queues_is_refused_only_where_one_is_declared()
    {
        Should.NotThrow(() => ForeignQueue.RefuseOn("PostgreSQL", ForeignQueue.Of([Of<Other>()])));
        Should.Throw<PlatformException>(() => ForeignQueue.RefuseOn("PostgreSQL", ForeignQueue.Of([Of<Written>()])))
            .Message.ShouldContain("AddRabbitMq");
    }

    private static EventSubscription Of<TEvent>()
        where TEvent : IEvent => EventSubscription.OfAny(
            typeof(TEvent), typeof(TEvent).FullName!, typeof(object), new WebhookFanOut("any"));

    [OnMessage("billing")]
    internal sealed record Written(string About) : Told(About);

    [OnMessage("billing")]
    internal sealed record WrittenToo(string About) : Told(About);

    internal sealed record Other(string About) : Told(About);

    internal abstract record Told(string About) : IEvent
    {
        string IEvent.Subject => About;
    }
}
