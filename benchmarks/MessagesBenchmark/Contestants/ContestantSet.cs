namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>Contestants that run at the same time, and take turns.</summary>
internal sealed class ContestantSet : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<ContestantProcess> all = [];

    internal async Task<ContestantProcess> Start(string name, ContestantSettings settings)
    {
        var contestant = await ContestantProcess.Start(name, settings);
        lock (gate)
            all.Add(contestant);
        return contestant;
    }

    /// <summary>Each with its place, in the order of a round: who comes first in one comes last in the next.</summary>
    internal static IEnumerable<(ContestantProcess Contestant, int Place)> InTurn(
        IReadOnlyList<ContestantProcess> contestants, int round)
    {
        var places = contestants.Select((contestant, place) => (contestant, place));
        return round % 2 == 0 ? places : places.Reverse();
    }

    /// <exception cref="BenchmarkException">One has fewer or more effects than events.</exception>
    internal async Task CheckEffects()
    {
        foreach (var contestant in all)
            await Servers.CheckEffects(contestant);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var contestant in all)
            await contestant.DisposeAsync();
    }
}
