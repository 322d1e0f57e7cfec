using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace TestDigitalPlatform.Testing.Conformance.Telemetry;

/// <summary>What one host measures.</summary>
internal sealed class HeardMetrics : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<(string Instrument, string Tag, string Value), bool> heard = new();
    private readonly MeterListener listener;

    internal HeardMetrics(TestService service)
    {
        // Meters made by a factory belong to a host; those without one to the process.
        var own = service.Services.GetRequiredService<IMeterFactory>();
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Scope is not IMeterFactory factory || ReferenceEquals(factory, own))
                    l.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();
    }

    /// <summary>Whether something was measured; the last measures come a moment after the answer.</summary>
    internal async Task<bool> Have(string instrument, string tag, string value)
    {
        for (var waited = TimeSpan.Zero; waited < Timeout; waited += Pause)
        {
            if (heard.ContainsKey((instrument, tag, value)))
                return true;
            await Task.Delay(Pause);
        }

        return false;
    }

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
            heard.TryAdd((instrument.Name, tag.Key, tag.Value?.ToString() ?? ""), true);
    }
}
