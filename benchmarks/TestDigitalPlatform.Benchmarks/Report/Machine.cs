using System.Runtime.InteropServices;

namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>Where a run took place.</summary>
internal static class Machine
{
    public static IReadOnlyList<string> Describe(Version postgres, bool isQuick) =>
    [
        $"{Processor()}, {Environment.ProcessorCount} processors; {RuntimeInformation.OSDescription}",
        $"{RuntimeInformation.FrameworkDescription}; PostgreSQL {postgres}, fsync on",
        .. isQuick ? ["a quick run: it shows that everything works, and its figures mean nothing"] : Array.Empty<string>(),
    ];

    /// <summary>How many processes wanted a processor in the last minute: beyond the number of processors, ratios sway from run to run.</summary>
    public static string Load() => File.Exists("/proc/loadavg")
        ? $"load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the end"
        : "load average unknown";

    private static string Processor() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?"
        : RuntimeInformation.ProcessArchitecture.ToString();
}
