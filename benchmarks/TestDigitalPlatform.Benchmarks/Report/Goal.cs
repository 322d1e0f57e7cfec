namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>A ratio and what it should be; its median is what counts.</summary>
/// <param name="Name">What is compared with what.</param>
/// <param name="Ratio">The ratios, round by round.</param>
/// <param name="Bound">The least or the most that is good.</param>
/// <param name="AtLeast">Whether more is better.</param>
internal sealed record Goal(string Name, Spread Ratio, double Bound, bool AtLeast)
{
    public bool Holds => AtLeast ? Ratio.Median >= Bound : Ratio.Median <= Bound;

    public string Wanted => $"{(AtLeast ? "≥" : "≤")} {Bound:0.00}";
}
