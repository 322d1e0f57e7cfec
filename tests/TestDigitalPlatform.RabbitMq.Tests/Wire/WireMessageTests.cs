using System.Text;
using RabbitMQ.Client;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Tests.Wire;

public sealed class WireMessageTests
{
    private static readonly WireSender Sender = new("sales", "machine-1", HasQueue: true);

    private static readonly TransportMessage Event = new(
        Guid.Parse("0199f3a0-0000-7000-8000-000000000001"), "Acme.Sales.OrderPlaced", "sales", "order-1", 42, """{"A": 41}""", "acme",
        new DateTimeOffset(2026, 4, 29, 21, 56, 55, TimeSpan.Zero).AddMicroseconds(590_807),
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "{}"u8.ToArray());

    [Fact]
    public void A_published_event_has_the_headers_that_NServiceBus_reads()
    {
        var properties = WireMessage.Write(Event, Sender, "Acme.Sales.OrderPlaced;Acme.Sales.IOrderEvent");

        properties.Headers!.Select(h => $"{h.Key}={h.Value}").Order(StringComparer.Ordinal).ShouldBe(
        [
            $"$.diagnostics.originating.hostid={Sender.HostId}",
            "NServiceBus.ContentType=application/json",
            "NServiceBus.ConversationId=0199f3a0-0000-7000-8000-000000000001",
            "NServiceBus.CorrelationId=0199f3a0-0000-7000-8000-000000000001",
            "NServiceBus.EnclosedMessageTypes=Acme.Sales.OrderPlaced;Acme.Sales.IOrderEvent",
            "NServiceBus.MessageId=0199f3a0-0000-7000-8000-000000000001",
            "NServiceBus.MessageIntent=Publish",
            "NServiceBus.OpenTelemetry.StartNewTrace=True",
            "NServiceBus.OriginatingEndpoint=sales",
            "NServiceBus.OriginatingMachine=machine-1",
            "NServiceBus.ReplyToAddress=sales",
            "NServiceBus.TimeSent=2026-04-29 21:56:55:590807 Z",
            "Tdp.Customer=acme",
            "Tdp.Key=order-1",
            "Tdp.Number=42",
            """Tdp.Previous={"A": 41}""",
            "traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ]);
        (properties.MessageId, properties.Type, properties.ContentType, properties.CorrelationId, properties.ReplyTo)
            .ShouldBe((Event.Id.ToString(), "Acme.Sales.OrderPlaced", "application/json", Event.Id.ToString(), "sales"));
        properties.DeliveryMode.ShouldBe(DeliveryModes.Persistent);
        properties.IsExpirationPresent().ShouldBeFalse();
        Guid.TryParseExact(Sender.HostId, "N", out _).ShouldBeTrue();
    }

    [Fact]
    public void A_service_without_a_queue_or_a_trace_says_nothing_of_them()
    {
        var properties = WireMessage.Write(
            Event with { TraceParent = null, Customer = null }, Sender with { HasQueue = false }, Event.Type);

        properties.Headers!.Keys.ShouldNotContain("NServiceBus.ReplyToAddress");
        properties.Headers!.Keys.ShouldNotContain("NServiceBus.OpenTelemetry.StartNewTrace");
        properties.Headers!.Keys.ShouldNotContain("traceparent");
        properties.IsReplyToPresent().ShouldBeFalse();
    }

    [Fact]
    public void What_is_for_one_is_sent_and_not_published()
    {
        var headers = WireMessage.Write(Event, Sender, Event.Type, isForOne: true).Headers!;

        headers["NServiceBus.MessageIntent"].ShouldBe("Send");
        headers["NServiceBus.OpenTelemetry.StartNewTrace"].ShouldBe("False");
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var read = WireMessage.Read(WireMessage.Write(Event, Sender, Event.Type), Event.Body, [Event.Type]);

        read.ShouldBe(Event);
    }

    [Fact]
    public void An_event_of_NServiceBus_is_read_by_the_type_that_the_service_handles()
    {
        var properties = new BasicProperties
        {
            MessageId = "3c1f2a04-7d7d-4b0c-8d15-b1f0012a3344",
            Headers = new Dictionary<string, object?>
            {
                ["NServiceBus.EnclosedMessageTypes"] = Encoding.UTF8.GetBytes(
                    "Acme.BigOrderPlaced, Acme, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null;Acme.OrderPlaced, Acme, Version=1.0.0.0"),
                ["NServiceBus.OriginatingEndpoint"] = "Sales"u8.ToArray(),
                ["NServiceBus.TimeSent"] = "2026-04-29 21:56:55:590807 Z"u8.ToArray(),
            },
        };
        byte[] body = [0xEF, 0xBB, 0xBF, .. "{}"u8];

        var read = WireMessage.Read(properties, body, ["Acme.OrderPlaced"]);

        read.ShouldBe(new TransportMessage(
            Guid.Parse("3c1f2a04-7d7d-4b0c-8d15-b1f0012a3344"), "Acme.OrderPlaced", "Sales", null, 0, null, null, Event.SentAt, null,
            read.Body));
        Encoding.UTF8.GetString(read.Body.Span).ShouldBe("{}");
        WireMessage.Read(properties, body, []).Type.ShouldBe("Acme.BigOrderPlaced");
    }

    [Fact]
    public void The_least_that_a_native_publisher_sets_is_an_id_and_a_type()
    {
        var properties = new BasicProperties { MessageId = "order-4711", Type = "Acme.OrderPlaced" };

        var (first, again) = (WireMessage.Read(properties, default, []), WireMessage.Read(properties, default, []));

        first.ShouldBe(again);
        first.Type.ShouldBe("Acme.OrderPlaced");
    }

    [Fact]
    public void Without_an_id_nothing_takes_effect()
    {
        var properties = new BasicProperties { Type = "Acme.OrderPlaced" };

        var (first, again) = (WireMessage.Read(properties, default, ["Acme.OrderPlaced"]), WireMessage.Read(properties, default, []));

        first.Type.ShouldBe("Acme.OrderPlaced (without a message-id)");
        first.Id.ShouldNotBe(again.Id);
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void A_header_of_any_type_is_a_text(object? value, string? text) => WireMessage.TextOf(value).ShouldBe(text);

    public static TheoryData<object?, string?> Values => new()
    {
        { null, null },
        { "text"u8.ToArray(), "text" },
        { 42L, "42" },
        { true, "True" },
        { 1.5, "1.5" },
        { new AmqpTimestamp(0), "1970-01-01 00:00:00:000000 Z" },
        { new AmqpTimestamp(long.MaxValue), "1970-01-01 00:00:00:000000 Z" },
        { new List<object?> { "a"u8.ToArray(), 1 }, "a;1" },
        { new Dictionary<string, object?> { ["k"] = "v"u8.ToArray(), ["l"] = null }, "k=v,l=" },
    };
}
