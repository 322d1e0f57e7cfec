using System.Text;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.RabbitMq.Reports;
using TestDigitalPlatform.RabbitMq.Wire;

namespace TestDigitalPlatform.RabbitMq.Tests.Reports;

public sealed class ReportedMessageTests
{
    private static readonly WireSender Orders = new("orders", "machine-1", HasQueue: true);

    private static readonly DateTimeOffset At = new(2026, 4, 29, 21, 56, 55, TimeSpan.Zero);

    private static readonly TransportMessage Message = new(
        Guid.Parse("0199f3a0-0000-7000-8000-000000000001"), "Acme.Sales.OrderPlaced", "Sales", "order-1", 42, """{"A": 41}""", "acme",
        At, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "{}"u8.ToArray())
    {
        Headers = MessageHeaders.Of(
        [
            new("NServiceBus.MessageId", "order-4711"),
            new("NServiceBus.EnclosedMessageTypes", "Acme.Sales.OrderPlaced, Acme.Sales, Version=1.0.0.0;Acme.IEvent, Acme"),
            new("NServiceBus.Retries", "3"),
            new("Acme.Note", "kept"),
        ]),
    };

    [Fact]
    public void A_failed_message_has_the_headers_of_NServiceBus_error_queue()
    {
        var failure = MessageFailure.Of("System.InvalidOperationException", Thrown());

        var copy = ReportedMessage.Failed("error", Message, failure, At, Orders);

        Lines(copy, except: "NServiceBus.ExceptionInfo.StackTrace").ShouldBe(
        [
            "$.diagnostics.hostdisplayname=machine-1",
            $"$.diagnostics.hostid={Orders.HostId}",
            "Acme.Note=kept",
            "NServiceBus.EnclosedMessageTypes=Acme.Sales.OrderPlaced, Acme.Sales, Version=1.0.0.0;Acme.IEvent, Acme",
            "NServiceBus.ExceptionInfo.Data.Shelf=7",
            "NServiceBus.ExceptionInfo.ExceptionType=System.InvalidOperationException",
            "NServiceBus.ExceptionInfo.HelpLink=https://example.org/help",
            "NServiceBus.ExceptionInfo.InnerExceptionType=System.FormatException",
            "NServiceBus.ExceptionInfo.Message=It does not work.",
            "NServiceBus.ExceptionInfo.Source=TestDigitalPlatform.RabbitMq.Tests",
            "NServiceBus.FailedQ=orders",
            "NServiceBus.MessageId=order-4711",
            "NServiceBus.OpenTelemetry.StartNewTrace=True",
            "NServiceBus.OriginatingEndpoint=Sales",
            "NServiceBus.ProcessingEndpoint=orders",
            "NServiceBus.ProcessingMachine=machine-1",
            "NServiceBus.TimeOfFailure=2026-04-29 21:56:55:000000 Z",
            "NServiceBus.TimeSent=2026-04-29 21:56:55:000000 Z",
            "Tdp.Customer=acme",
            "Tdp.Key=order-1",
            "Tdp.Number=42",
            """Tdp.Previous={"A": 41}""",
            "traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        ]);
        ((string)copy.Properties.Headers!["NServiceBus.ExceptionInfo.StackTrace"]!).ShouldContain(nameof(Thrown));
        (copy.Exchange, copy.Properties.MessageId, copy.Properties.Type, copy.IsMandatory)
            .ShouldBe(("error", "order-4711", "Acme.Sales.OrderPlaced", true));
    }

    [Fact]
    public void A_handled_message_has_the_headers_of_NServiceBus_audit_queue()
    {
        var copy = ReportedMessage.Handled(
            "audit", new MessageOutcome(Message, null, At, At.AddMilliseconds(12)), isAcknowledged: true, Orders);

        Lines(copy, except: "").Except(Lines(new("", WireMessage.Copy(Message, []), default), except: "")).ShouldBe(
        [
            "$.diagnostics.hostdisplayname=machine-1",
            $"$.diagnostics.hostid={Orders.HostId}",
            "NServiceBus.ProcessingEnded=2026-04-29 21:56:55:012000 Z",
            "NServiceBus.ProcessingEndpoint=orders",
            "NServiceBus.ProcessingMachine=machine-1",
            "NServiceBus.ProcessingStarted=2026-04-29 21:56:55:000000 Z",
            "ServiceControl.Retry.AcknowledgementSent=true",
        ]);
        copy.Properties.MessageId.ShouldBe("order-4711");
    }

    [Fact]
    public void A_failure_keeps_the_name_that_ServiceControl_gave_it_and_gets_one_otherwise()
    {
        var first = ReportedMessage.Failing(Message, "error", "orders");
        var again = ReportedMessage.Failing(
            Message with { Headers = Message.Headers.With([new("ServiceControl.Retry.UniqueMessageId", "given")]) }, "error", "orders");

        // The GUID of the MD5 of "order-4711orders".
        first["ServiceControl.Retry.UniqueMessageId"].ShouldBe("ca84fe56-509f-c577-0ce2-47455f11d7c5");
        first["ServiceControl.Retry.AcknowledgementQueue"].ShouldBe("error");
        again["ServiceControl.Retry.UniqueMessageId"].ShouldBe("given");
    }

    [Fact]
    public void Nobody_waits_for_an_acknowledgement_without_both_headers()
    {
        var headers = ReportedMessage.Failing(Message, "error", "orders");

        ReportedMessage.WaitsForAcknowledgement(Message with { Headers = headers }).ShouldBe("error");
        ReportedMessage.WaitsForAcknowledgement(
            Message with { Headers = headers.With([new("ServiceControl.Retry.UniqueMessageId", null)]) }).ShouldBeNull();
        ReportedMessage.WaitsForAcknowledgement(Message).ShouldBeNull();
    }

    [Fact]
    public void The_largest_failure_fits_into_a_frame()
    {
        var headers = MessageHeaders.Of(
            Enumerable.Range(0, 10).Select(n => KeyValuePair.Create($"h{n}", (string?)new string('ä', 4_000))));
        var failure = new MessageFailure(
            new string('ä', 500), new string('ä', 100_000),
            MessageHeaders.Of(Enumerable.Range(0, 10).Select(n => KeyValuePair.Create($"Data.h{n}", (string?)new string('ä', 4_000)))));

        var copy = ReportedMessage.Failed("error", Message with { Headers = headers }, failure, At, Orders);

        copy.Properties.Headers!.Sum(h => h.Key.Length + 10 + Encoding.UTF8.GetByteCount((string)h.Value!)).ShouldBeLessThan(131_072 - 2_000);
    }

    private static IEnumerable<string> Lines(RabbitMq.Publishing.OutgoingMessage copy, string except) =>
        copy.Properties.Headers!.Where(h => h.Key != except).Select(h => $"{h.Key}={h.Value}").Order(StringComparer.Ordinal);

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("It does not work.", new FormatException())
            {
                HelpLink = "https://example.org/help",
                Data = { ["Shelf"] = 7 },
            };
        }
        catch (InvalidOperationException e)
        {
            return e;
        }
    }
}
