using System.Globalization;

namespace TestDigitalPlatform.Postgres.Tests;

/// <summary>The processes of this machine, found by a folder that their command names (Linux).</summary>
internal static class Processes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static int[] Naming(string folder) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(entry => CommandOf(entry).Contains(folder, StringComparison.Ordinal))
            .Select(entry => int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id != 0 && id != Environment.ProcessId)];

    /// <summary>
    /// The process group; the fifth word of /proc's stat, whose second may have spaces and ends with a parenthesis.
    /// </summary>
    public static int GroupOf(int id)
    {
        var stat = File.ReadAllText($"/proc/{id}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public static async Task ShouldAllEnd(string folder)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (Naming(folder) is { Length: > 0 } left)
        {
            if (DateTime.UtcNow > deadline)
                left.ShouldBeEmpty($"processes still run on '{folder}'");

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static string CommandOf(string entry)
    {
        try
        {
            return File.ReadAllText(Path.Combine(entry, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            // It ended between the listing and the look.
            return "";
        }
    }
}
