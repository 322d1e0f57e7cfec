namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>A figure over several rounds; each of these is NaN when no round showed one.</summary>
internal sealed record Spread(IReadOnlyList<double> Values)
{
    public double Median => Of(() => Values.Order().ElementAt(Values.Count / 2));

    public double Min => Of(Values.Min);

    public double Max => Of(Values.Max);

    /// <summary>Divides round by round.</summary>
    public Spread Over(Spread other) => new([.. Values.Zip(other.Values, (mine, theirs) => mine / theirs)]);

    private double Of(Func<double> figure) => Values.Count > 0 ? figure() : double.NaN;
}
