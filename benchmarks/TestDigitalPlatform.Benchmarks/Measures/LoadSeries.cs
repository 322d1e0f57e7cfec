using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>The rounds of one contestant.</summary>
internal sealed class LoadSeries(string measure, string name)
{
    private readonly List<LoadResult> rounds = [];

    public string Measure => measure;

    public string Name => name;

    public void Add(LoadResult round) => rounds.Add(round);

    public Spread Of(Func<LoadResult, double> figure) => new([.. rounds.Select(figure)]);

    /// <summary>How often as much as the other, round by round; a round in which the other shows nothing does not count.</summary>
    public Spread Ratio(LoadSeries other, Func<LoadResult, double> figure) =>
        new([.. rounds.Zip(other.rounds, (mine, theirs) => figure(mine) / figure(theirs)).Where(double.IsFinite)]);
}
