using System.Net.Http.Json;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;
using TestDigitalPlatform.Tests.Shared.Telemetry;

namespace TestDigitalPlatform.Service.Tests.Telemetry;

public sealed class TraceTests
{
    // Nobody listens there: what matters here is that spans are made, and how they hang together.
    private const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1";

    [Fact]
    public async Task A_commands_steps_are_spans_below_its_request()
    {
        using var trace = new Trace();
        await using var service = await NotesService.Start(Collector);

        using var answer = await trace.Send(
            service.Ann(), HttpMethod.Post, "/notes", JsonContent.Create(new { text = "A", stars = 1 }));

        answer.EnsureSuccessStatusCode();
        (await trace.Lines()).ShouldBe(
            ["POST /notes", "POST /notes > decide", "POST /notes > store", "POST /notes > store > sql"]);
    }

    [Fact]
    public async Task A_querys_steps_are_spans_below_its_request()
    {
        using var trace = new Trace();
        await using var service = await NotesService.Start(Collector);

        using var answer = await trace.Send(service.Ann(), HttpMethod.Get, "/notes");

        answer.EnsureSuccessStatusCode();
        (await trace.Lines()).ShouldBe(["GET /notes", "GET /notes > fetch", "GET /notes > fetch > sql"]);
    }

    [Fact]
    public async Task An_event_is_sent_and_handled_in_the_trace_of_the_request_that_told_it()
    {
        using var trace = new Trace();
        await using var service = await NotesService.Start(Collector);

        using var answer = await trace.Send(
            service.Ann(), HttpMethod.Post, "/notes", JsonContent.Create(new { text = "A", stars = 1 }));
        var spans = await trace.Until(span => span.OperationName == $"process {typeof(NoteWritten).FullName}");

        Trace.Orphans(spans).ShouldBeEmpty();
        spans.Select(span => span.OperationName).ShouldContain($"send {typeof(NoteWritten).FullName}");
    }
}
