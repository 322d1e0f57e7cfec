using System.Diagnostics;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class MessageTraceTests
{
    [Fact]
    public void Trace_state_and_baggage_go_on_in_the_span_that_handles_the_message()
    {
        using var sender = Span();
        sender.TraceStateString = "vendor=1,other=2";
        sender.AddBaggage("customer", "Müller & Söhne, \"Köln\"");
        sender.AddBaggage("plan", "basic");

        var headers = MessageTrace.Of(sender);
        using var receiver = Span();
        MessageTrace.Continue(receiver, headers);

        headers["tracestate"].ShouldBe("vendor=1,other=2");
        receiver.Baggage.ShouldBe(sender.Baggage, ignoreOrder: true);
    }

    [Fact]
    public void What_NServiceBus_writes_is_read()
    {
        using var receiver = Span();

        MessageTrace.Continue(receiver, MessageHeaders.Of([new("baggage", "key1=va%20lue1,key2=v%3D2")]));

        receiver.GetBaggageItem("key1").ShouldBe("va lue1");
        receiver.GetBaggageItem("key2").ShouldBe("v=2");
    }

    [Fact]
    public void Nothing_is_said_without_a_span_or_of_one_that_has_none()
    {
        using var span = Span();

        MessageTrace.Of(null).ShouldBe(MessageHeaders.None);
        MessageTrace.Of(span).ShouldBe(MessageHeaders.None);
    }

    [Fact]
    public void Baggage_and_trace_state_stay_within_the_bounds_of_W3C()
    {
        using var sender = Span();
        sender.TraceStateString = string.Join(',', Enumerable.Range(0, 200).Select(n => $"vendor{n}=value"));
        for (var n = 0; n < 1_000; n++)
            sender.AddBaggage($"key{n}", new string('ä', 20));

        var headers = MessageTrace.Of(sender);

        (headers["baggage"] ?? "").Length.ShouldBeInRange(1, MessageHeaders.MaxValueBytes);
        (headers["tracestate"] ?? "").Length.ShouldBeInRange(1, 512);
    }

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData(",,,;;;===")]
    [InlineData("\0=\uFFFD")]
    [InlineData("%%%=%zz")]
    public void What_is_no_baggage_harms_nobody(string baggage)
    {
        using var span = Span();

        Should.NotThrow(() => MessageTrace.Continue(span, MessageHeaders.Of([new("baggage", baggage)])));
    }

    private static Activity Span()
    {
        Activity.Current = null;
        return new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
    }
}
