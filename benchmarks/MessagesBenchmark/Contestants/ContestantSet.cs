namespace TestDigitalPlatform.Benchmarks.Messages.Contestants;

/// <summary>Contestants that run at the same time, and take turns.</summary>
internal sealed class ContestantSet : IAsyncDisposable
{
    private readonly List<(ContestantProcess Process, ContestantSettings Settings)> contestants = [];

    internal IReadOnlyList<ContestantProcess> All => [.. contestants.Select(c => c.Process)];

    internal ContestantProcess this[string name] => contestants.Single(c => c.Process.Name == name).Process;

    internal ContestantSettings SettingsOf(string name) => contestants.Single(c => c.Process.Name == name).Settings;

    internal async Task Add(string name, ContestantSettings settings) =>
        contestants.Add((await ContestantProcess.Start(name, settings), settings));

    public async ValueTask DisposeAsync()
    {
        foreach (var (process, _) in contestants)
            await process.DisposeAsync();
    }
}
