using System.Globalization;

namespace TestDigitalPlatform.Hosting.Limits;

/// <summary>How many connections the process's file handles are enough for.</summary>
internal static class FileHandles
{
    private const string Limits = "/proc/self/limits";
    private const string OpenFiles = "Max open files";

    // For the database, the log and the runtime itself.
    private const int MinReserve = 128;
    private const int ReservePart = 8;

    /// <summary>All that there could be, where the system does not tell.</summary>
    internal static int Limit() =>
        File.Exists(Limits) ? Limit(File.ReadAllLines(Limits)) : int.MaxValue;

    internal static int Limit(IEnumerable<string> limits)
    {
        var line = limits.FirstOrDefault(l => l.StartsWith(OpenFiles, StringComparison.Ordinal));
        var soft = line?[OpenFiles.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        if (!long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var handles))
            return int.MaxValue; // "unlimited", or a system that writes this in another way.
        var usable = handles - Math.Max(MinReserve, handles / ReservePart);
        return (int)Math.Clamp(usable, 1, int.MaxValue);
    }
}
