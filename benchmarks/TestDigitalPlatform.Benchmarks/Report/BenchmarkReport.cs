using System.Globalization;
using System.Text;
using TestDigitalPlatform.Benchmarks.Measures;

namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>All that a run showed.</summary>
internal sealed class BenchmarkReport(IReadOnlyList<string> circumstances)
{
    private readonly List<Goal> goals = [];
    private readonly List<Goal> notes = [];
    private readonly List<LoadSeries> series = [];
    private readonly List<(string Name, string Unit, Spread Figure)> figures = [];

    /// <summary>How many ratios there are so far.</summary>
    public int Ratios => goals.Count + notes.Count;

    public void Add(IEnumerable<LoadSeries> measured) => series.AddRange(measured);

    /// <summary>A figure that is no rate.</summary>
    public void Add(string name, string unit, Spread figure) => figures.Add((name, unit, figure));

    public void AtLeast(double bound, string name, Spread ratio) => goals.Add(new(name, ratio, bound, AtLeast: true));

    public void AtMost(double bound, string name, Spread ratio) => goals.Add(new(name, ratio, bound, AtLeast: false));

    /// <summary>A ratio that nothing is promised about.</summary>
    public void Note(string name, Spread ratio) => notes.Add(new(name, ratio, 0, AtLeast: true));

    public string Text()
    {
        var text = new StringBuilder();
        foreach (var line in (string[])[.. circumstances, Machine.Load()])
            text.Append("- ").AppendLine(line);
        text.AppendLine().Append(Goals());
        if (series.Count > 0)
            text.AppendLine().Append(Rates());
        if (figures.Count > 0)
            text.AppendLine().Append(Figures());
        return text.ToString();
    }

    private string Goals()
    {
        var table = new Table("ratio", "goal", "median", "min", "max", "");
        foreach (var goal in goals)
            table.Row(goal.Name, goal.Wanted, Text(goal.Ratio.Median), Text(goal.Ratio.Min), Text(goal.Ratio.Max), goal.Holds ? "PASS" : "MISS");
        foreach (var note in notes)
            table.Row(note.Name, "", Text(note.Ratio.Median), Text(note.Ratio.Min), Text(note.Ratio.Max), "");
        return table.ToString();
    }

    private string Rates()
    {
        var table = new Table("operation", "server", "requests/s median", "min", "max", "p50 ms", "p99 ms", "CPU µs/request", "PostgreSQL µs", "bytes/request");
        foreach (var each in series)
        {
            var rate = each.Of(r => r.Rate);
            table.Row(
                each.Measure, each.Name, $"{rate.Median:N0}", $"{rate.Min:N0}", $"{rate.Max:N0}", Text(each.Of(r => r.Median).Median),
                Text(each.Of(r => r.P99).Median), Text(each.Of(r => r.ProcessorMicroseconds).Median),
                Text(each.Of(r => r.PostgresMicroseconds).Median), $"{each.Of(r => r.Bytes).Median:N0}");
        }

        return table.ToString();
    }

    private string Figures()
    {
        var table = new Table("figure", "unit", "median", "min", "max");
        foreach (var (name, unit, figure) in figures)
            table.Row(name, unit, Text(figure.Median), Text(figure.Min), Text(figure.Max));
        return table.ToString();
    }

    private static string Text(double figure) => double.IsNaN(figure) ? "–" : figure.ToString(figure < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
