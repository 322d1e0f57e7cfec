using System.Globalization;

namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>The processor time of all processes of the PostgreSQL server; Linux only.</summary>
internal sealed class PostgresTime(int server)
{
    private const double TicksPerSecond = 100;

    /// <summary>Since the start; zero where the system does not tell.</summary>
    public TimeSpan Used() => OperatingSystem.IsLinux()
        ? Directory.EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Select(Fields)
            .Where(IsOurs)
            .Aggregate(TimeSpan.Zero, (sum, fields) => sum + Time(fields))
        : TimeSpan.Zero;

    // What comes after the name, which may hold anything: state, parent, …; utime and stime are the 12th and 13th (proc(5)).
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

    private bool IsOurs(string[] fields) => fields.Length > 12 && fields[1] == server.ToString(CultureInfo.InvariantCulture);

    private static TimeSpan Time(string[] fields) => TimeSpan.FromSeconds(
        (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
}
