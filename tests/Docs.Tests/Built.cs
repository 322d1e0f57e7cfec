namespace Docs.Tests;

/// <summary>What was built along with these tests.</summary>
internal static class Built
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Name;

    /// <summary>A program of another project.</summary>
    internal static string Program(string project, string assembly) => Repository.At("artifacts", "bin", project, Configuration, $"{assembly}.dll");
}
