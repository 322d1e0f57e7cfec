using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

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

        var known = spans.Select(span => span.SpanId).ToHashSet();
        spans.Where(span => span.Source.Name != "Microsoft.AspNetCore" && !known.Contains(span.ParentSpanId))
            .Select(span => span.DisplayName).ShouldBeEmpty();
        spans.Select(span => span.OperationName).ShouldContain($"send {typeof(NoteWritten).FullName}");
    }

    /// <summary>The server's spans of one trace.</summary>
    private sealed class Trace : IDisposable
    {
        private readonly ActivityTraceId id = ActivityTraceId.CreateRandom();

        private readonly ConcurrentQueue<Activity> ended = new();
        private readonly TaskCompletionSource requestEnded = new();
        private readonly ActivityListener listener;

        internal ActivitySpanId Client { get; } = ActivitySpanId.CreateRandom();

        internal Trace()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "TestDigitalPlatform" or "Npgsql",
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = Add,
            };
            ActivitySource.AddActivityListener(listener);
        }

        internal async Task<HttpResponseMessage> Send(
            HttpClient client, HttpMethod method, string path, HttpContent? body = null)
        {
            // The instrumented client tells the service what it belongs to, whatever the request's headers say.
            using var caller = new Activity("test")
                .SetParentId(id, Client, ActivityTraceFlags.Recorded).Start();
            using var request = new HttpRequestMessage(method, path) { Content = body };
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        /// <summary>Each span with those above it, once each.</summary>
        internal async Task<IEnumerable<string>> Lines()
        {
            // The answer is there a moment before the request's span ends.
            await requestEnded.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            return ended.Select(Line).Where(line => !IsOfMessage(line)).Distinct().Order(StringComparer.Ordinal);
        }

        /// <summary>All spans, once there is such a one.</summary>
        internal async Task<IReadOnlyList<Activity>> Until(Func<Activity, bool> isSo)
        {
            await requestEnded.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!ended.Any(isSo))
                limit.Token.ThrowIfCancellationRequested();
            return [.. ended];
        }

        // They go on after the answer.
        private static bool IsOfMessage(string line) =>
            line.StartsWith("send ", StringComparison.Ordinal) || line.StartsWith("process ", StringComparison.Ordinal);

        public void Dispose() => listener.Dispose();

        private void Add(Activity span)
        {
            if (span.TraceId != id)
                return;
            ended.Enqueue(span);
            if (span.Source.Name == "Microsoft.AspNetCore")
                requestEnded.TrySetResult();
        }

        private static string Line(Activity span)
        {
            var name = span.Source.Name == "Npgsql" ? "sql" : span.DisplayName;
            return span.Parent is { } parent ? $"{Line(parent)} > {name}" : name;
        }
    }
}
