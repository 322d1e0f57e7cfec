namespace TestDigitalPlatform.Benchmarks;

/// <summary>How much is measured, and for how long.</summary>
internal sealed record Plan
{
    public int Connections { get; init; } = 32;

    /// <summary>Many short rounds rather than few long ones: whatever else the machine does then meets both sides of a pair alike.</summary>
    public int Rounds { get; init; } = 25;

    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(0.5);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How often each competitor is started.</summary>
    public int Starts { get; init; } = 9;

    /// <summary>How often each competitor's memory is looked at, each time in a new process.</summary>
    public int MemoryStarts { get; init; } = 3;

    /// <summary>How long each operation is asked for before that.</summary>
    public TimeSpan MemoryLoad { get; init; } = TimeSpan.FromSeconds(4);

    public int Rows { get; init; } = 100_000;

    public int PagedRows { get; init; } = 1_000_000;

    public bool IsQuick { get; init; }

    /// <summary>How many of the paged rows are on one page.</summary>
    public static int PageSize => 100;

    public int LastPage => PagedRows / PageSize;

    public IReadOnlyList<string> Description =>
    [
        $"{Connections} connections, each as a user of its own customer; {Rows:N0} rows, {PagedRows:N0} for the paging",
        $"{Rounds} paired rounds of {Round.TotalSeconds:0.0} s after {WarmUp.TotalSeconds:0.0} s of warm-up; {Starts} paired starts",
    ];

    /// <summary>Enough to see that everything works; its figures mean nothing.</summary>
    public static Plan Quick { get; } = new()
    {
        Connections = 4, Rounds = 1, Round = TimeSpan.FromSeconds(0.1), WarmUp = TimeSpan.FromSeconds(0.1), Starts = 1, MemoryStarts = 1,
        MemoryLoad = TimeSpan.FromSeconds(0.1),
        Rows = 2_000, PagedRows = 5_000, IsQuick = true,
    };
}
