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

    public static Table Table(IEnumerable<LoadSeries> all)
    {
        var table = new Table(
            "operation", "server", "requests/s median", "min", "max", "p50 ms", "p99 ms", "CPU µs/request", "PostgreSQL µs", "bytes/request");
        foreach (var each in all)
        {
            var rate = each.Of(r => r.Rate);
            table.Row(
                each.Measure, each.Name, $"{rate.Median:N0}", $"{rate.Min:N0}", $"{rate.Max:N0}", Text(each.Of(r => r.Median).Median),
                Text(each.Of(r => r.P99).Median), Text(each.Of(r => r.ProcessorMicroseconds).Median),
                Text(each.Of(r => r.PostgresMicroseconds).Median), $"{each.Of(r => r.Bytes).Median:N0}");
        }

        return table;
    }

    private static string Text(double figure) => BenchmarkReport.Text(figure);
}
