namespace Docs.Tests;

/// <summary>What was built along with these tests.</summary>
internal static class Built
{
    // artifacts/bin/Docs.Tests/<configuration>/
    private static readonly string Configuration =
        Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));

    /// <summary>A program of another project.</summary>
    internal static string Program(string project, string assembly) =>
        Repository.At("artifacts", "bin", project, Configuration, $"{assembly}.dll");
}
