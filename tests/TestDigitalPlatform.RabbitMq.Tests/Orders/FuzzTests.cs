using System.Text;
using RabbitMQ.Client;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.RabbitMq.Tests.Orders;

/// <summary>Whatever anybody puts into a service's queue comes to an end: it takes effect, or fails with its reason.</summary>
public sealed class FuzzTests(TestBroker broker)
{
    private static readonly TimeSpan Faster = TimeSpan.FromMilliseconds(200);

    private static readonly string[] Names =
    [
        "NServiceBus.EnclosedMessageTypes", "NServiceBus.TimeSent", "NServiceBus.OriginatingEndpoint", "NServiceBus.ReplyToAddress",
        "NServiceBus.CorrelationId", "NServiceBus.ConversationId", "NServiceBus.MessageIntent", "NServiceBus.ControlMessage",
        "NServiceBus.OriginatingSagaId", "NServiceBus.OriginatingSagaType", "NServiceBus.Retries", "NServiceBus.FailedQ",
        "ServiceControl.Retry.UniqueMessageId", "ServiceControl.Retry.AcknowledgementQueue", "Tdp.Key", "Tdp.Number", "Tdp.Previous",
        "Tdp.Customer", "traceparent", "tracestate", "baggage", "x-death", "other",
    ];

    [Fact]
    public Task Each_random_message_comes_to_an_end() => Run(300);

    [Fact]
    [Trait("Form", "Long")]
    public Task So_do_very_many() => Run(100_000);

    private async Task Run(int count)
    {
        var address = await broker.MakeVirtualHost();
        await using var service = await TestService.Start(
            "orders", OrdersService.Create,
            [
                $"ConnectionStrings:messages-rabbitmq={address}", "Platform:RabbitMq:ErrorQueue=error", "Platform:RabbitMq:AuditQueue=audit",
                "Platform:Messages:PauseAtFailures=1", "Platform:Messages:DelayedRetries=0", "Platform:Messages:ImmediateRetries=0",
            ]);
        await service.Database.Scalar<long>("insert into price values ('tea', 450) returning amount");
        await using var tools = await ForeignEndpoint.Connect(address);
        await tools.Declare("orders");

        await Publish(address, count);

        // Each is in the inbox, or in the error queue, or waits behind one of its key that is; nothing has come out of nothing.
        await Until(service, $"""
            select (select count(*) from tdp.inbox)
                    + (select count(*) from tdp.held_message where state = 'failed')
                    + (select count(*) from tdp.held_message w where w.state = 'waiting' and exists (
                        select from tdp.held_message f
                        where f.state = 'failed' and f.source = w.source and f.key = w.key and f.number < w.number)) >= {count}
                and not exists (select from tdp.message_outcome) and not exists (select from tdp.outbox)
            """);
        var handled = await service.Database.Scalar<long>("select count(*) from tdp.inbox");
        var failed = await service.Database.Scalar<long>("select count(*) from tdp.held_message where state = 'failed'");
        var waiting = await service.Database.Scalar<long>("select count(*) from tdp.held_message where state = 'waiting'");
        (handled + failed + waiting).ShouldBe(count);
        waiting.ShouldBeLessThanOrEqualTo(count / 100);
        handled.ShouldBeGreaterThan(count / 20);
        failed.ShouldBeGreaterThan(count / 20);
        (await service.Database.Scalar<long>(
            "select count(*) from tdp.held_message where state = 'failed' and (cause is null or error is null)")).ShouldBe(0);
        (await service.Database.Scalar<string>("select string_agg(distinct cause, ' ' order by cause) from tdp.held_message"))
            .Split(' ').ShouldBeSubsetOf(
            [
                "unknown_type", "unreadable_body", "unreadable_order", "unreadable_customer", "orders.no_price",
                "System.InvalidOperationException", "earlier_message_missing", "value_not_storable",
            ]);
        // Acknowledgements go there, too: a queue that a message names.
        (await tools.Count("error")).ShouldBeGreaterThanOrEqualTo((uint)failed);
        (await tools.Count("audit")).ShouldBe((uint)handled);
        (await tools.Count("orders")).ShouldBe(0u);
    }

    private static async Task Until(TestService service, string isSo)
    {
        var limit = DateTime.UtcNow.AddMinutes(20);
        while (!await service.Database.Scalar<bool>(isSo))
        {
            DateTime.UtcNow.ShouldBeLessThan(limit, $"{isSo}\n{string.Join('\n', service.Log.Lines.TakeLast(10))}");
            service.Time.Advance(Faster);
            await Task.Delay(20);
        }
    }

    private static async Task Publish(string address, int count)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var random = new Random(20_261_130);
        var window = new Queue<Task>();
        for (var i = 0; i < count; i++)
        {
            if (window.Count == 200)
                await window.Dequeue();
            var (properties, body) = Message(random);
            window.Enqueue(channel.BasicPublishAsync("orders", "", mandatory: true, properties, body).AsTask());
        }

        await Task.WhenAll(window);
    }

    private static (BasicProperties Properties, byte[] Body) Message(Random random)
    {
        var headers = Names.Where(_ => random.Next(3) == 0).ToDictionary(name => name, _ => Value(random));
        var properties = new BasicProperties { Headers = headers };
        if (random.Next(4) > 0)
            properties.MessageId = random.Next(2) == 0 ? Guid.NewGuid().ToString() : $"{random.NextInt64():x}{random.NextInt64():x}";
        if (random.Next(2) > 0)
            properties.Timestamp = new AmqpTimestamp(random.NextInt64());
        if (random.Next(4) == 0)
            properties.ReplyTo = Text(random);
        var body = new byte[random.Next(200)];
        random.NextBytes(body);
        // A third of them could be handled, if nothing else is wrong.
        if (random.Next(3) > 0)
        {
            properties.Type = "Acme.Sales.PriceAsked";
            headers.Remove("NServiceBus.EnclosedMessageTypes");
            body = Encoding.UTF8.GetBytes(
                $$"""{"product":"{{(random.Next(4) switch { 0 => "broken", 1 => "coffee", _ => "tea" })}}"}""");
        }
        else if (random.Next(2) > 0)
        {
            properties.Type = Text(random);
        }

        return (properties, body);
    }

    private static object? Value(Random random) => random.Next(12) switch
    {
        0 => null,
        1 => random.NextInt64(),
        2 => random.NextDouble(),
        3 => true,
        4 => new AmqpTimestamp(random.NextInt64()),
        5 => new List<object?> { 1, "two", null },
        6 => new Dictionary<string, object?> { ["a"] = 1L },
        7 => Encoding.UTF8.GetBytes(new string('x', random.Next(5_000))),
        8 or 9 => Text(random),
        _ => Bytes(random),
    };

    private static string Text(Random random) => random.Next(6) switch
    {
        0 => "error",
        1 => "nobody",
        2 => "",
        3 => "{}",
        4 => "acme",
        _ => new string('ä', random.Next(100)),
    };

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return bytes;
    }
}
