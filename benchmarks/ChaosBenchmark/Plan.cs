namespace TestDigitalPlatform.Benchmarks.Chaos;

/// <summary>How much happens in the run on each transport.</summary>
internal sealed record Plan
{
    public int Events { get; init; } = 20_000;

    public int Keys { get; init; } = 200;

    /// <summary>One event in so many can't be handled.</summary>
    public int PoisonEvery { get; init; } = 1_000;

    /// <summary>How many processes relay, and how many handle.</summary>
    public int Nodes { get; init; } = 4;

    /// <summary>How long events are told.</summary>
    public TimeSpan Telling { get; init; } = TimeSpan.FromSeconds(270);

    /// <summary>How often a node is killed while they are.</summary>
    public int NodeKills { get; init; } = 60;

    /// <summary>How often PostgreSQL crashes, RabbitMQ is started again and PgBouncer is killed, each.</summary>
    public int ServerKills { get; init; } = 3;

    /// <summary>How long it may take after the last event until all have taken effect.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(3);

    public bool IsQuick { get; init; }

    public bool IsPoison(Tick tick) => PlaceOf(tick) % PoisonEvery == PoisonEvery / 2;

    /// <summary>Whether its key goes on without it when it fails.</summary>
    public static bool IsSetAside(Tick tick) => tick.Key[^1] % 2 == 0;

    public IReadOnlyList<string> Description =>
    [
        $"on each transport: {Events:N0} events over {Keys} keys within {Telling.TotalSeconds:N0} s, one in {PoisonEvery:N0} can't be handled",
        $"{Nodes} processes relay and {Nodes} handle; {NodeKills} of them are killed (SIGKILL) at random",
        $"PostgreSQL crashes {ServerKills} times, PgBouncer is killed and RabbitMQ stopped and started as often",
    ];

    /// <summary>Enough to see that everything works.</summary>
    public static Plan Quick { get; } = new()
    {
        Events = 600, Keys = 20, PoisonEvery = 100, Nodes = 2, Telling = TimeSpan.FromSeconds(6), NodeKills = 2, ServerKills = 1, IsQuick = true,
    };

    private int PlaceOf(Tick tick) => (tick.N * Keys) + int.Parse(tick.Key[1..], System.Globalization.CultureInfo.InvariantCulture);
}
