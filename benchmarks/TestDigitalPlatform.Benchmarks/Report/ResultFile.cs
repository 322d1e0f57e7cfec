using System.Diagnostics;
using System.Globalization;

namespace TestDigitalPlatform.Benchmarks.Report;

/// <summary>Keeps a run's report beside the code that it was made with.</summary>
internal static class ResultFile
{
    /// <param name="report">The report.</param>
    /// <param name="measure">The one measure that it is of; without it, of all.</param>
    public static string Write(BenchmarkReport report, string? measure = null)
    {
        var date = DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var name = string.Join('-', new[] { date, measure, Commit() ?? "uncommitted" }.OfType<string>());
        var file = Path.Combine("benchmarks", "results", name + ".md");
        var path = Path.Combine(Root(), file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"""
            # Benchmarks of {name}

            Made by `./tdp bench{(measure is null ? "" : " " + measure)}`; [how](../README.md).

            {report.Text()}
            """.ReplaceLineEndings("\n"));
        return file;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TestDigitalPlatform.slnx")))
            folder = folder.Parent ?? throw new BenchmarkException("The benchmarks run outside of their repository.");
        return folder.FullName;
    }

    // Null without git, or outside of a clone.
    private static string? Commit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "--short", "HEAD"])
            {
                RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Root(),
            })!;
            var commit = git.StandardOutput.ReadToEnd().Trim();
            git.WaitForExit();
            return git.ExitCode == 0 ? commit : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
