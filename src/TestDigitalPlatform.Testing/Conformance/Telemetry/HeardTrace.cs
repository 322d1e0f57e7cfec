using System.Collections.Concurrent;
using System.Diagnostics;

namespace TestDigitalPlatform.Testing.Conformance.Telemetry;

/// <summary>The spans of one call.</summary>
internal sealed class HeardTrace : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    private readonly ActivityTraceId id = ActivityTraceId.CreateRandom();
    private readonly ConcurrentDictionary<string, bool> names = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource requestEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ActivityListener listener;

    internal HeardTrace()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "TestDigitalPlatform",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>Begins what the call belongs to: its client says so to the service, and so its spans are known.</summary>
    /// <remarks>A header of the request would not do: an instrumented client writes its own over it.</remarks>
    internal Activity Begin() =>
        new Activity("conformance").SetParentId(id, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded).Start();

    /// <summary>The names of the spans, once the call's own has ended, which is a moment after its answer.</summary>
    internal async Task<ICollection<string>> Spans()
    {
        await Task.WhenAny(requestEnded.Task, Task.Delay(Timeout));
        return names.Keys;
    }

    public void Dispose() => listener.Dispose();

    private void Add(Activity span)
    {
        if (span.TraceId != id)
            return;
        names.TryAdd(span.DisplayName, true);
        if (span.Source.Name == "Microsoft.AspNetCore")
            requestEnded.TrySetResult();
    }
}
