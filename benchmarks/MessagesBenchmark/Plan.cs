namespace TestDigitalPlatform.Benchmarks.Messages;

/// <summary>How much is measured.</summary>
internal sealed record Plan
{
    /// <summary>How many events each contestant carries in a round.</summary>
    public int Events { get; init; } = 2_000;

    public int WarmUps { get; init; } = 6;

    public int Rounds { get; init; } = 5;

    /// <summary>How many events wait in the outbox of the one that has a backlog.</summary>
    public int Backlog { get; init; } = 1_000_000;

    /// <summary>How many events a second are committed where the time to the handler is measured.</summary>
    public int Rate { get; init; } = 200;

    public int LatencyEvents { get; init; } = 1_000;

    public int LatencyRounds { get; init; } = 3;

    /// <summary>How often the service with messages and the one without are started.</summary>
    public int Starts { get; init; } = 5;

    public bool IsQuick { get; init; }

    public IReadOnlyList<string> Description =>
    [
        $"{Rounds} paired rounds of {Events:N0} events of 1 KB after {WarmUps} to warm up; a backlog of {Backlog:N0}",
        $"times to the handler: {LatencyRounds} paired rounds of {LatencyEvents:N0} events at {Rate}/s",
        $"{Starts} paired starts of a service with messages and of the same one without",
        $"{Load.Concurrency} handlers at once, {Load.Prefetch} messages sent ahead; quorum queues, persistent messages, confirms",
    ];

    /// <summary>Enough to see that everything works; its figures mean nothing.</summary>
    public static Plan Quick { get; } = new()
    {
        Events = 40, WarmUps = 0, Rounds = 1, Backlog = 1_000, LatencyEvents = 40, LatencyRounds = 1, Starts = 1, IsQuick = true,
    };
}
