using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Benchmarks.Servers;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>One operation of the platform beside the same operation of others, measured in the same rounds.</summary>
internal sealed class Comparison(BenchmarkReport report, string operation, IReadOnlyList<LoadSeries> rounds)
{
    private LoadSeries Platform => Of(ServerKind.Platform);

    /// <summary>How many requests the platform answers for each that the other does.</summary>
    public void Rate(ServerKind other, double atLeast) =>
        report.AtLeast(atLeast, Name("requests/s", other), Platform.Ratio(Of(other), r => r.Rate));

    /// <summary>What an answer costs in memory and processor time.</summary>
    public void Costs(ServerKind other)
    {
        report.AtMost(1.30, Name("bytes allocated", other), Platform.Ratio(Of(other), r => r.Bytes));
        report.AtMost(1.05, Name("CPU of the server", other), Platform.Ratio(Of(other), r => r.ProcessorMicroseconds));
        report.Note(Name("CPU of PostgreSQL", other), Platform.Ratio(Of(other), r => r.PostgresMicroseconds));
    }

    private LoadSeries Of(ServerKind kind) => rounds.Single(series => series.Name == kind.Name);

    private string Name(string figure, ServerKind other) => $"{operation}: {figure}, platform / {other.Name}";
}
