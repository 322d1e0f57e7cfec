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
    public void A_message_of_another_systems_queue_is_known_by_its_queue_and_is_never_answered_into_it()
    {
        var (queue, other) = (new ForeignQueue("billing", "Acme.InvoiceWritten"), new ForeignQueue("sales", "Acme.InvoiceWritten"));
        var body = "{}"u8.ToArray();

        var (one, again, elsewhere) = (Read("1", queue), Read("1", queue), Read("1", other));
        (one.Id == again.Id, one.Id == elsewhere.Id, one.Type, one.Source).ShouldBe((true, false, "Acme.InvoiceWritten", "billing"));
        (Read(null, queue).Id == Read(null, queue).Id, Read(null, queue).Id == Read(null, other).Id).ShouldBe((true, false));
        // A retry of the failed message through the service's own queue is the same message.
        var retried = WireMessage.Read(WireMessage.Copy(one, []), body, [one.Type]);
        (retried.Id, retried.Type, retried.SentAt).ShouldBe((one.Id, one.Type, one.SentAt));
        Relations.Replying(one).Destination.ShouldBe("billing (without a reply address)");
        Relations.Replying(WireMessage.ReadForeign(new BasicProperties { ReplyTo = "answers" }, body, queue)).Destination.ShouldBe("answers");

        TransportMessage Read(string? id, ForeignQueue from) => WireMessage.ReadForeign(
            id is null ? new BasicProperties() : new BasicProperties { MessageId = id, Timestamp = new AmqpTimestamp(1_800_000_000) }, body, from);
    }

    [Fact]
    public void A_reply_has_the_headers_by_which_a_saga_finds_itself()
    {
        var question = WireMessage.Read(
            new BasicProperties
            {
                MessageId = "question-1",
                CorrelationId = "correlation-1",
                ReplyTo = "Sales",
                Headers = new Dictionary<string, object?>
                {
                    ["NServiceBus.ConversationId"] = "conversation-1",
                    ["NServiceBus.OriginatingSagaId"] = "saga-1",
                    ["NServiceBus.OriginatingSagaType"] = "Acme.Saga, Acme",
                },
            },
            default, []);

        var (destination, because) = Relations.Replying(question);
        var properties = WireMessage.Write(
            Event with { Key = null, Number = 0, TraceParent = null, Headers = MessageHeaders.Of(because) }, Sender, Event.Type, isForOne: true);

        destination.ShouldBe("Sales");
        properties.CorrelationId.ShouldBe("correlation-1");
        properties.Headers!.Select(h => $"{h.Key}={h.Value}").Order(StringComparer.Ordinal).ShouldBe(
        [
            $"$.diagnostics.originating.hostid={Sender.HostId}",
            "NServiceBus.ContentType=application/json",
            "NServiceBus.ConversationId=conversation-1",
            "NServiceBus.CorrelationId=correlation-1",
            "NServiceBus.EnclosedMessageTypes=Acme.Sales.OrderPlaced",
            "NServiceBus.MessageId=0199f3a0-0000-7000-8000-000000000001",
            "NServiceBus.MessageIntent=Reply",
            "NServiceBus.OriginatingEndpoint=sales",
            "NServiceBus.OriginatingMachine=machine-1",
            "NServiceBus.RelatedTo=question-1",
            "NServiceBus.ReplyToAddress=sales",
            "NServiceBus.SagaId=saga-1",
            "NServiceBus.SagaType=Acme.Saga, Acme",
            "NServiceBus.TimeSent=2026-04-29 21:56:55:590807 Z",
            "Tdp.Customer=acme",
        ]);
    }

    [Fact]
    public void An_event_that_follows_from_a_message_is_of_its_conversation_and_no_saga()
    {
        var cause = Event with
        {
            Headers = MessageHeaders.Of(
            [
                new("NServiceBus.MessageId", "cause-1"), new("NServiceBus.ConversationId", "conversation-1"),
                new("NServiceBus.OriginatingSagaId", "saga-1"),
            ]),
        };

        MessageHeaders.Of(Relations.Following(cause)).ShouldBe(MessageHeaders.Of(
        [
            new("NServiceBus.RelatedTo", "cause-1"), new("NServiceBus.CorrelationId", "cause-1"),
            new("NServiceBus.ConversationId", "conversation-1"),
        ]));
        Relations.Replying(cause).Destination.ShouldBe("sales");
    }

    [Fact]
    public void What_belongs_to_one_delivery_does_not_go_on_and_properties_count()
    {
        var read = WireMessage.Read(
            new BasicProperties
            {
                MessageId = "1",
                Type = "Acme.OrderPlaced",
                ContentType = "application/json",
                CorrelationId = "property",
                ReplyTo = "property",
                Headers = new Dictionary<string, object?>
                {
                    ["x-death"] = new List<object?>(), ["x-delivery-count"] = 3L, ["NServiceBus.Transport.RabbitMQ.DelayInSeconds"] = 5,
                    ["NServiceBus.CorrelationId"] = "header", ["NServiceBus.ReplyToAddress"] = "header",
                    ["NServiceBus.RabbitMQ.CallbackQueue"] = "callback", ["Acme.Note"] = "kept",
                },
            },
            default, []);

        read.Headers.ShouldBe(MessageHeaders.Of(
        [
            new("NServiceBus.MessageId", "1"), new("NServiceBus.EnclosedMessageTypes", "Acme.OrderPlaced"),
            new("NServiceBus.ContentType", "application/json"), new("NServiceBus.CorrelationId", "property"),
            new("NServiceBus.ReplyToAddress", "callback"), new("NServiceBus.RabbitMQ.CallbackQueue", "callback"), new("Acme.Note", "kept"),
        ]));
    }

    [Fact]
    public void Any_headers_are_the_same_after_they_were_sent_on()
    {
        var random = new Random(20_261_130);
        for (var i = 0; i < 500; i++)
        {
            var message = Event with { Headers = RandomHeaders(random) };

            var properties = WireMessage.Copy(message, []);
            var read = WireMessage.Read(properties, message.Body, [Event.Type]);

            foreach (var (name, value) in message.Headers.All)
                read.Headers[name].ShouldBe(value, name);
            read.ShouldBe(message with { Headers = read.Headers });
        }
    }

    [Fact]
    public void Headers_that_others_rely_on_come_before_the_rest()
    {
        var headers = Enumerable.Range(0, 150).ToDictionary(n => $"a{n}", n => (object?)"x");
        headers["NServiceBus.ReplyToAddress"] = "Sales";
        headers["ServiceControl.Retry.UniqueMessageId"] = "1";

        var read = WireMessage.Read(new BasicProperties { MessageId = "1", Headers = headers }, default, []);

        read.Headers.Count.ShouldBe(MessageHeaders.MaxCount);
        read.Headers["NServiceBus.ReplyToAddress"].ShouldBe("Sales");
        read.Headers["ServiceControl.Retry.UniqueMessageId"].ShouldBe("1");
    }

    private static MessageHeaders RandomHeaders(Random random) => MessageHeaders.Of(
        Enumerable.Range(0, random.Next(80)).Select(_ => KeyValuePair.Create($"h{random.Next(200)}", (string?)RandomText(random))));

    private static string RandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => new Rune(random.Next(0xD800))));

    [Fact]
    public void What_was_written_is_read()
    {
        var read = WireMessage.Read(WireMessage.Write(Event, Sender, Event.Type), Event.Body, [Event.Type]);

        read.ShouldBe(Event with { Headers = read.Headers });
        read.Headers["NServiceBus.ConversationId"].ShouldBe(Event.Id.ToString());
        read.Headers["Tdp.Key"].ShouldBeNull();
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
            read.Body)
        { Headers = read.Headers });
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
