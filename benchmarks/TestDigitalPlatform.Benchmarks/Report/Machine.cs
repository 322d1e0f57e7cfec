using System.Runtime.InteropServices;
using TestDigitalPlatform.Benchmarks.Setup;

namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>Where a run took place.</summary>
internal static class Machine
{
    public static IReadOnlyList<string> Describe(Plan plan, Version postgres) =>
    [
        $"{Processor()}, {Environment.ProcessorCount} processors; {RuntimeInformation.OSDescription}",
        $"{RuntimeInformation.FrameworkDescription}; PostgreSQL {postgres}, fsync on",
        Pinning.Description,
        $"{plan.Connections} connections, each as a user of its own customer; {plan.Rows:N0} rows, {plan.PagedRows:N0} for the paging",
        $"{plan.Rounds} paired rounds of {plan.Round.TotalSeconds:0.0} s after {plan.WarmUp.TotalSeconds:0.0} s of warm-up; {plan.Starts} paired starts",
        .. plan.IsQuick ? ["a quick run: it shows that everything works, and its figures mean nothing"] : Array.Empty<string>(),
    ];

    /// <summary>How many processes wanted a processor in the last minute: beyond the number of processors, ratios sway from run to run.</summary>
    public static string Load() => File.Exists("/proc/loadavg")
        ? $"load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end"
        : "load average unknown";

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?"
        : RuntimeInformation.ProcessArchitecture.ToString();
}
