namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>A figure over several rounds.</summary>
internal sealed record Spread(IReadOnlyList<double> Values)
{
    public double Median => Values.Order().ElementAt(Values.Count / 2);

    public double Min => Values.Min();

    public double Max => Values.Max();

    /// <summary>Divides round by round.</summary>
    public Spread Over(Spread other) => new([.. Values.Zip(other.Values, (mine, theirs) => mine / theirs)]);
}
