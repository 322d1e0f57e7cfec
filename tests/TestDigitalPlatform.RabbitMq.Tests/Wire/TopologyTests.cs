using System.Text.Json;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.RabbitMq.Tests.Transport;

namespace TestDigitalPlatform.RabbitMq.Tests.Wire;

/// <summary>What is declared, as NServiceBus' conventional routing topology has it.</summary>
public sealed class TopologyTests(TestBroker broker)
{
    [Fact]
    public async Task A_subscriber_declares_its_queue_and_the_exchanges_above_its_events()
    {
        await using var queues = new RabbitMqQueues(broker);
        var beta = await queues.As("beta");

        await beta.Open(["Acme.Sales.OrderPlaced"], default);

        (await Queues(queues)).ShouldBe(["beta durable exclusive=False auto-delete=False x-queue-type=quorum"]);
        (await Exchanges(queues)).ShouldBe(
        [
            "Acme.Sales:OrderPlaced fanout durable", "System:Object fanout durable", "beta fanout durable",
            "nsb.v2.delay-delivery topic durable",
        ]);
        (await Bindings(queues)).ShouldBe(
        [
            "Acme.Sales:OrderPlaced > exchange System:Object ''", "Acme.Sales:OrderPlaced > exchange beta ''", "beta > queue beta ''",
            "nsb.v2.delay-delivery > exchange beta '#.beta'",
        ]);
    }

    [Fact]
    public async Task A_publisher_declares_the_exchanges_of_its_events_and_no_queue()
    {
        await using var queues = new RabbitMqQueues(broker);
        var alpha = await queues.As("alpha");

        await alpha.Publish([Message("Acme.Sales.OrderPlaced")], null, default);

        (await Queues(queues)).ShouldBeEmpty();
        (await Exchanges(queues)).ShouldBe(["Acme.Sales:OrderPlaced fanout durable", "System:Object fanout durable"]);
        (await Bindings(queues)).ShouldBe(["Acme.Sales:OrderPlaced > exchange System:Object ''"]);
    }

    [Fact]
    public async Task A_subscriber_of_everything_gets_each_event()
    {
        await using var queues = new RabbitMqQueues(broker);
        var (alpha, gamma) = (await queues.As("alpha"), await queues.As("gamma"));
        // As an endpoint of NServiceBus that subscribes to IEvent.
        await gamma.Open(["System.Object"], default);

        await alpha.Publish([Message("Acme.Sales.OrderPlaced"), Message("Acme.Billing.InvoicePaid")], null, default);

        (await gamma.Waiting(default)).Count.ShouldBe(2);
    }

    private static TransportMessage Message(string type) =>
        new(Guid.CreateVersion7(), type, "alpha", "key", 1, "{}", null, DateTimeOffset.UtcNow, null, "{}"u8.ToArray());

    private async Task<IEnumerable<string>> Queues(RabbitMqQueues queues) =>
        from queue in (await broker.Ask("queues", await queues.ConnectionString())).EnumerateArray()
        let arguments = string.Join(' ', queue.GetProperty("arguments").EnumerateObject().Select(a => $"{a.Name}={a.Value}"))
        select $"{Text(queue, "name")} {(queue.GetProperty("durable").GetBoolean() ? "durable" : "transient")} "
            + $"exclusive={queue.GetProperty("exclusive").GetBoolean()} auto-delete={queue.GetProperty("auto_delete").GetBoolean()} {arguments}";

    private async Task<IEnumerable<string>> Exchanges(RabbitMqQueues queues) =>
        (from exchange in (await broker.Ask("exchanges", await queues.ConnectionString())).EnumerateArray()
         let name = Text(exchange, "name")
         where name.Length > 0 && !name.StartsWith("amq.", StringComparison.Ordinal)
         select $"{name} {Text(exchange, "type")} {(exchange.GetProperty("durable").GetBoolean() ? "durable" : "transient")}")
        .Order(StringComparer.Ordinal);

    private async Task<IEnumerable<string>> Bindings(RabbitMqQueues queues) =>
        (from binding in (await broker.Ask("bindings", await queues.ConnectionString())).EnumerateArray()
         where Text(binding, "source").Length > 0
         select $"{Text(binding, "source")} > {Text(binding, "destination_type")} {Text(binding, "destination")} '{Text(binding, "routing_key")}'")
        .Order(StringComparer.Ordinal);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
