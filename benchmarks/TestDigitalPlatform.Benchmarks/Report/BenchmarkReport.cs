using System.Globalization;
using System.Text;

namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>All that a run showed.</summary>
internal sealed class BenchmarkReport(IReadOnlyList<string> circumstances)
{
    private readonly List<Goal> goals = [];
    private readonly List<Goal> notes = [];
    private readonly List<string> tables = [];
    private readonly List<(string Name, string Unit, Spread Figure)> figures = [];

    /// <summary>How many ratios there are so far.</summary>
    public int Ratios => goals.Count + notes.Count;

    /// <summary>Figures that have a table of their own.</summary>
    public void Add(Table table) => tables.Add(table.ToString());

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
        if (Ratios > 0)
            text.AppendLine().Append(Goals());
        foreach (var table in tables)
            text.AppendLine().Append(table);
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

    private string Figures()
    {
        var table = new Table("figure", "unit", "median", "min", "max");
        foreach (var (name, unit, figure) in figures)
            table.Row(name, unit, Text(figure.Median), Text(figure.Min), Text(figure.Max));
        return table.ToString();
    }

    /// <summary>A figure as tables show it.</summary>
    public static string Text(double figure) => double.IsNaN(figure) ? "–" : figure.ToString(figure < 10 ? "0.00" : "0", CultureInfo.InvariantCulture);
}
