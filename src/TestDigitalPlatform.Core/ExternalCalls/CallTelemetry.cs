using System.Diagnostics;
using System.Diagnostics.Metrics;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.ExternalCalls;

/// <summary>Spans and figures of external calls.</summary>
internal static class CallTelemetry
{
    private static readonly Counter<long> Calls =
        PlatformTelemetry.Meter.CreateCounter<long>(
            "tdp.external_calls", "{call}", "Attempts of external calls, by call and outcome.");

    /// <summary>A span for an attempt, below the decision that ordered the call.</summary>
    internal static Activity? Begin(WaitingCall call, string service)
    {
        Activity.Current = null;
        var name = $"call {call.Definition.Call.Name}";
        var span = ActivityContext.TryParse(call.TraceParent, null, isRemote: true, out var parent)
            ? PlatformTelemetry.Source.StartActivity(name, ActivityKind.Internal, parent)
            : PlatformTelemetry.Source.StartActivity(name);
        span?.SetCustomProperty(PlatformTelemetry.ServiceProperty, service);
        span?.SetTag("tdp.call", call.Definition.Call.Name);
        span?.SetTag("tdp.call.attempt", call.Attempt);
        return span;
    }

    internal static void Ended(WaitingCall call, string outcome)
    {
        if (Calls.Enabled)
            Calls.Add(1, new("tdp.call", call.Definition.Call.Name), new("tdp.outcome", outcome));
    }
}
