using System.Diagnostics;
using OpenTelemetry;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Hosting.Telemetry;

/// <summary>
/// Keeps the hosts of one process apart: several may live there, and each provider hears the spans of all of them.
/// </summary>
/// <remarks>
/// It stands before the exporters of its host, which pass over spans that are not recorded. So it withholds another host's
/// span by that mark, and gives its own span the mark back when another host's provider was asked first. In a process with
/// one host it changes nothing.
/// </remarks>
/// <param name="requests">Where this host's request spans come from: each host has an instance of its own.</param>
/// <param name="service">The host's service, which the spans of its messages name.</param>
internal sealed class OwnSpans(ActivitySource? requests, string? service) : BaseProcessor<Activity>
{
    private const string Withheld = "TestDigitalPlatform.Withheld";

    public override void OnEnd(Activity data)
    {
        if (!IsOwn(data))
        {
            if (!data.Recorded)
                return;
            data.SetCustomProperty(Withheld, Withheld);
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
        else if (data.GetCustomProperty(Withheld) is not null)
        {
            data.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
        }
    }

    private bool IsOwn(Activity span)
    {
        var first = span;
        while (first.Parent is { } parent)
            first = parent;
        if (service is not null && first.GetCustomProperty(PlatformTelemetry.ServiceProperty) is string owner)
            return owner == service;
        // Work that no request began tells nobody whose it is: each host reports it.
        return requests is null || first.Source.Name != requests.Name || ReferenceEquals(first.Source, requests);
    }
}
