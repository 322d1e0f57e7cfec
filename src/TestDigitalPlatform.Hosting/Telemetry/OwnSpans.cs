using System.Diagnostics;
using OpenTelemetry;

namespace TestDigitalPlatform.Hosting.Telemetry;

/// <summary>Passes on the spans of one host: several may live in a process, and each hears the spans of all.</summary>
/// <param name="requests">Where this host's request spans come from: each host has an instance of its own.</param>
/// <param name="export">What takes the spans on.</param>
internal sealed class OwnSpans(ActivitySource? requests, BaseProcessor<Activity> export) : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (IsOwn(data))
            export.OnEnd(data);
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => export.ForceFlush(timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => export.Shutdown(timeoutMilliseconds);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            export.Dispose();
        base.Dispose(disposing);
    }

    private bool IsOwn(Activity span)
    {
        var first = span;
        while (first.Parent is { } parent)
            first = parent;
        // Work that no request began tells nobody whose it is: each host reports it.
        if (requests is null || first.Source.Name != requests.Name)
            return true;
        return ReferenceEquals(first.Source, requests) && !IsProbe(first);
    }

    // An orchestrator asks every few seconds, and nobody ever looks at the answer's trace.
    private static bool IsProbe(Activity request) =>
        request.GetTagItem("url.path") is string path && path.StartsWith("/health/", StringComparison.Ordinal);
}
