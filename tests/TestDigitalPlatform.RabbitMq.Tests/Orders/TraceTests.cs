using System.Net.Http.Json;
using TestDigitalPlatform.RabbitMq.Tests.Broker;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Tests.Shared.Telemetry;

namespace TestDigitalPlatform.RabbitMq.Tests.Orders;

public sealed class TraceTests(TestBroker broker)
{
    private static readonly TimeSpan Faster = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task One_trace_leads_from_the_request_through_outbox_and_broker_to_the_handler()
    {
        using var trace = new Trace();
        var address = await broker.MakeVirtualHost();
        await using var service = await OrdersService.Start(broker, address, "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1");
        using var ann = service.SignIn(Role.CustomerUser, "acme", "ann");

        using var answer = await trace.Send(ann, HttpMethod.Post, "/orders", JsonContent.Create(new { }));
        answer.EnsureSuccessStatusCode();
        var spans = await trace.Until(
            span => span.OperationName == $"process {typeof(OrderPlaced).FullName}", () => service.Time.Advance(Faster));

        Trace.Orphans(spans).ShouldBeEmpty();
        var handled = spans.Single(span => span.OperationName == $"process {typeof(OrderPlaced).FullName}");
        var sent = spans.Single(span => span.SpanId == handled.ParentSpanId);
        sent.OperationName.ShouldBe($"send {typeof(OrderPlaced).FullName}");
        spans.Single(span => span.SpanId == sent.ParentSpanId).Source.Name.ShouldNotBe("Npgsql");
    }
}
