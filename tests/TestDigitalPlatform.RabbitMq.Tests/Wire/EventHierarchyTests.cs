using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Tests.Wire;

public sealed class EventHierarchyTests
{
    private readonly EventHierarchy hierarchy = new(typeof(EventHierarchyTests).Assembly);

    [Fact]
    public void An_event_passes_on_to_its_base_classes_link_by_link_and_to_each_interface_at_once()
    {
        var parents = hierarchy.Of("Orders.BigOrder");

        parents.Bindings.Take(2).ShouldBe(
        [
            ("Orders:BigOrder", "TestDigitalPlatform.RabbitMq.Tests.Wire:AnyOrder"),
            ("TestDigitalPlatform.RabbitMq.Tests.Wire:AnyOrder", "System:Object"),
        ]);
        parents.Bindings.Skip(2).ShouldBe(
        [
            ("Orders:BigOrder", "TestDigitalPlatform.RabbitMq.Tests.Wire:IOrderEvent"),
            ("Orders:BigOrder", "TestDigitalPlatform:IEvent"),
            ("Orders:BigOrder", "System:IEquatable`1"),
        ], ignoreOrder: true);
        parents.Names.ShouldBe(string.Join(
            ';', "Orders.BigOrder", "TestDigitalPlatform.RabbitMq.Tests.Wire.AnyOrder", "TestDigitalPlatform.RabbitMq.Tests.Wire.IOrderEvent"));
    }

    [Fact]
    public void An_event_that_is_no_longer_known_passes_on_to_whoever_wants_all() =>
        hierarchy.Of("Acme.Gone").ShouldBe(new EventParents(hierarchy.Of("Acme.Gone").Bindings, "Acme.Gone"));

    [Fact]
    public void All_events_reach_whoever_wants_all() =>
        hierarchy.Of("Acme.Gone").Bindings.ShouldBe([("Acme:Gone", "System:Object")]);
}

/// <summary>An order of any size.</summary>
public interface IOrderEvent : IEvent;

/// <summary>An order.</summary>
public abstract record AnyOrder : IOrderEvent
{
    string IEvent.Subject => "order";
}

/// <summary>A large order.</summary>
[EventName("Orders.BigOrder")]
public sealed record BigOrder : AnyOrder;
