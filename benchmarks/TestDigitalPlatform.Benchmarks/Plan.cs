namespace TestDigitalPlatform.Benchmarks;

/// <summary>How much is measured, and for how long.</summary>
internal sealed record Plan
{
    public int Connections { get; init; } = 32;

    /// <summary>Many short rounds rather than few long ones: whatever else the machine does then meets both sides of a pair alike.</summary>
    public int Rounds { get; init; } = 25;

    public TimeSpan Round { get; init; } = TimeSpan.FromSeconds(0.5);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(8);

    public int Starts { get; init; } = 9;

    public int Rows { get; init; } = 100_000;

    public int PagedRows { get; init; } = 1_000_000;

    public bool IsQuick { get; init; }

    /// <summary>How many of the paged rows are on one page.</summary>
    public static int PageSize => 100;

    public int LastPage => PagedRows / PageSize;

    /// <summary>Enough to see that everything works; its figures mean little.</summary>
    public static Plan Quick { get; } = new()
    {
        Rounds = 5, Round = TimeSpan.FromSeconds(0.4), WarmUp = TimeSpan.FromSeconds(1.5), Starts = 3, PagedRows = 100_000, IsQuick = true,
    };
}
