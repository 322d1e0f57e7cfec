using System.Globalization;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>The processor time of all processes of the PostgreSQL server; Linux only.</summary>
internal sealed class PostgresTime(int server)
{
    private const double TicksPerSecond = 100;
    private const int OfItself = 11;
    private const int OfEndedChildren = 13;

    /// <summary>Since the start; zero where the system does not tell.</summary>
    public TimeSpan Used() => OperatingSystem.IsLinux()
        ? Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(Fields)
            .Where(IsOurs)
            .Aggregate(Time(Fields($"/proc/{server}"), OfEndedChildren), (sum, fields) => sum + Time(fields, OfItself))
        : TimeSpan.Zero;

    // What comes after the name, which may hold anything: state, parent, … (proc(5)).
    private static string[] Fields(string process)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(process, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // No process, or one that has ended meanwhile.
            return [];
        }
    }

    private bool IsOurs(string[] fields) => fields.Length > OfEndedChildren && fields[1] == server.ToString(CultureInfo.InvariantCulture);

    // In user and in kernel mode.
    private static TimeSpan Time(string[] fields, int at) => TimeSpan.FromSeconds(
        (long.Parse(fields[at], CultureInfo.InvariantCulture) + long.Parse(fields[at + 1], CultureInfo.InvariantCulture)) / TicksPerSecond);
}
