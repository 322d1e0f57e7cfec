using System.Globalization;
using System.Xml.Linq;
using Tdp.Steps;

namespace Tdp.Benchmarks;

/// <summary>All that can be measured: the <c>BenchmarkMeasure</c> items of the projects under <c>benchmarks</c>.</summary>
internal sealed class MeasureCatalog(IReadOnlyList<Measure> measures)
{
    public IReadOnlyList<Measure> Measures => measures;

    public static MeasureCatalog Read(Repository repository) =>
        new([.. repository.Projects("benchmarks").SelectMany(project => In(project, File.ReadAllText(project)))]);

    internal static IEnumerable<Measure> In(string project, string text) =>
        XDocument.Parse(text).Descendants("BenchmarkMeasure").Select(item => new Measure(
            project,
            Attribute(item, "Include"),
            double.Parse(Attribute(item, "Minutes"), CultureInfo.InvariantCulture),
            Attribute(item, "Description")));

    /// <summary>The measures with these names, by project, so that each program starts once; all without a name.</summary>
    /// <exception cref="StepFailedException">There is no such measure.</exception>
    public IEnumerable<IGrouping<string, Measure>> Choose(IReadOnlyList<string> names)
    {
        var unknown = names.Where(name => !measures.Any(measure => measure.Name == name)).ToArray();
        return unknown.Length > 0
            ? throw new StepFailedException(
                $"There is no benchmark '{unknown[0]}'.{Environment.NewLine}{this}")
            : measures.Where(measure => names.Count == 0 || names.Contains(measure.Name))
                .GroupBy(measure => measure.Project);
    }

    public override string ToString()
    {
        var width = measures.Max(measure => measure.Name.Length);
        var lines = measures.Select(measure => string.Create(
            CultureInfo.InvariantCulture,
            $"  {measure.Name.PadRight(width)}  {measure.Minutes,4:0.#} min  {measure.Description}"));
        var total = string.Create(CultureInfo.InvariantCulture, $"{measures.Sum(measure => measure.Minutes):0} min");
        return string.Join(
            Environment.NewLine,
            ["The benchmarks:", .. lines, $"All of them take about {total}; with --quick, much less, and the figures mean little."]);
    }

    private static string Attribute(XElement item, string name) => item.Attribute(name)?.Value
        ?? throw new StepFailedException($"A BenchmarkMeasure has no {name}: {item}");
}
