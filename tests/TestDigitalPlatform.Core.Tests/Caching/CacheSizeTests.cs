using System.Diagnostics.Metrics;
using TestDigitalPlatform.Caching;

namespace TestDigitalPlatform.Core.Tests.Caching;

public sealed class CacheSizeTests
{
    private const int MaxBytes = 100_000;

    [Fact]
    public async Task Keeps_no_more_than_so_many_bytes_however_many_ask()
    {
        using var cache = Make();
        using var figures = new Figures();
        var before = figures.Read("tdp.cache.size");

        for (var i = 0; i < 100; i++)
            await Ask(cache, $"/{i}", length: 5_000);

        // Other tests have small caches of their own.
        (figures.Read("tdp.cache.size") - before).ShouldBeInRange(MaxBytes - 10_000, MaxBytes + 5_000);
        figures.Read("tdp.cache.evictions").ShouldBeInRange(80, 90);
    }

    [Fact]
    public async Task Keeps_what_is_asked_for_and_drops_what_was_not_for_the_longest()
    {
        using var cache = Make();
        await Ask(cache, "/dear", length: 5_000);
        await Ask(cache, "/forgotten", length: 5_000);

        for (var i = 0; i < 30; i++)
        {
            await Ask(cache, $"/{i}", length: 5_000);
            (await Ask(cache, "/dear", length: 1)).Json.Length.ShouldBe(5_002);
        }

        (await Ask(cache, "/forgotten", length: 1)).Json.Length.ShouldBe(3);
    }

    [Fact]
    public async Task Drops_nothing_for_an_answer_that_is_too_large_to_keep()
    {
        using var cache = Make();
        await Ask(cache, "/small", length: 5_000);

        (await Ask(cache, "/large", length: MaxBytes)).Json.Length.ShouldBe(MaxBytes + 2);

        (await Ask(cache, "/small", length: 1)).Json.Length.ShouldBe(5_002);
        (await Ask(cache, "/large", length: 1)).Json.Length.ShouldBe(3);
    }

    private static QueryCache Make() =>
        new(new CacheInvalidation([TaskService.Operations.Count]), TimeProvider.System, MaxBytes);

    // As JSON a text takes two bytes more, for its quotes.
    private static Task<CachedAnswer> Ask(QueryCache cache, string question, int length) => cache.Get(
        TaskService.Operations.Count, TaskService.Acme, question,
        () => Task.FromResult(new string('x', length)), default);

    /// <summary>What a collector would be told.</summary>
    private sealed class Figures : IDisposable
    {
        private readonly Dictionary<string, long> values = [];
        private readonly MeterListener listener = new();

        internal Figures()
        {
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name.StartsWith("tdp.cache.", StringComparison.Ordinal))
                    l.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
                values[instrument.Name] = values.GetValueOrDefault(instrument.Name) + value);
            listener.Start();
        }

        internal long Read(string name)
        {
            values.Remove("tdp.cache.size");
            listener.RecordObservableInstruments();
            return values.GetValueOrDefault(name);
        }

        public void Dispose() => listener.Dispose();
    }
}
