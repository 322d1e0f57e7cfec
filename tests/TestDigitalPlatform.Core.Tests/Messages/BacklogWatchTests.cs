using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class BacklogWatchTests
{
    [Fact]
    public async Task Tells_how_much_waits_in_the_outbox_and_since_when()
    {
        await using var service = await TaskService.Start();
        await service.Add(new AddTask("a"));
        await service.Add(new AddTask("b"));
        var time = new TestTime();
        time.Advance(TimeSpan.FromMinutes(10));
        var figures = new ConcurrentDictionary<string, double>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Name.StartsWith("tdp.", StringComparison.Ordinal))
                    listening.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => figures[instrument.Name] = value);
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => figures[instrument.Name] = value);
        listener.Start();

        await new BacklogWatch(service.Data, null, new EventSubscriptions([]), time, NullLogger<BacklogWatch>.Instance).Measure(default);

        figures["tdp.outbox.length"].ShouldBe(2);
        figures["tdp.outbox.age"].ShouldBeInRange(600, 660);
    }
}
