using System.Collections.Concurrent;
using System.Diagnostics;
using Xunit;

namespace TestDigitalPlatform.Tests.Shared.Telemetry;

/// <summary>The server's spans of one trace.</summary>
internal sealed class Trace : IDisposable
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
    internal async Task<IReadOnlyList<Activity>> Until(Func<Activity, bool> isSo, Action? meanwhile = null)
    {
        await requestEnded.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!ended.Any(isSo))
        {
            limit.Token.ThrowIfCancellationRequested();
            meanwhile?.Invoke();
            await Task.Yield();
        }

        return [.. ended];
    }

    /// <summary>The spans below none of the others, besides those of requests.</summary>
    internal static IEnumerable<string> Orphans(IReadOnlyList<Activity> spans)
    {
        var known = spans.Select(span => span.SpanId).ToHashSet();
        return spans.Where(span => span.Source.Name != "Microsoft.AspNetCore" && !known.Contains(span.ParentSpanId))
            .Select(span => span.DisplayName);
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
