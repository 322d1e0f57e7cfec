using System.Globalization;

namespace TestDigitalPlatform.Hosting.Start;

/// <summary>Finds out who listens on a port.</summary>
internal static class PortOwner
{
    private const string Listening = "0A";

    /// <summary>The process where the system tells it, else a command that does.</summary>
    internal static string Of(int? port)
    {
        if (port is not { } known)
            return "another process";
        return Process(known) ?? (OperatingSystem.IsWindows()
            ? $"another process (netstat -ano | findstr :{known} shows which)"
            : $"another process (lsof -nP -iTCP:{known} -sTCP:LISTEN shows which)");
    }

    // proc(5): net/tcp says which socket listens, and fd whose socket that is, of one's own processes.
    private static string? Process(int port)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var sockets = Sockets(port);
        return sockets.Count == 0
            ? null
            : Directory.EnumerateDirectories("/proc")
                .Where(process => int.TryParse(Path.GetFileName(process), out _) && Holds(process, sockets))
                .Select(process => $"process {Path.GetFileName(process)} ({CommandLine(process)})")
                .FirstOrDefault();
    }

    private static HashSet<string> Sockets(int port)
    {
        var suffix = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return ((string[])["/proc/net/tcp", "/proc/net/tcp6"])
            .Where(File.Exists)
            .SelectMany(File.ReadLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(entry => entry.Length > 9 && entry[1].EndsWith(suffix, StringComparison.Ordinal) && entry[3] == Listening)
            .Select(entry => $"socket:[{entry[9]}]")
            .ToHashSet(StringComparer.Ordinal);
    }

    private static bool Holds(string process, HashSet<string> sockets)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "fd")).EnumerateFileSystemInfos()
                .Any(file => file.LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            // It is somebody else's, or has ended.
            return false;
        }
    }

    private static string CommandLine(string process)
    {
        try
        {
            var words = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0', StringSplitOptions.RemoveEmptyEntries);
            // Arguments may hold secrets.
            return string.Join(' ', words.Take(words is ["dotnet" or "/usr/bin/dotnet", ..] ? 2 : 1).Select(Path.GetFileName));
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }
}
