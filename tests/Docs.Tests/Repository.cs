namespace Docs.Tests;

/// <summary>Where this repository is checked out, and what people wrote in it.</summary>
internal static class Repository
{
    private static readonly string[] Built = ["artifacts", "node_modules", "bin", "obj"];

    internal static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    internal static string At(params string[] path) => Path.Combine([Root, .. path]);

    internal static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>The files of a folder and those below it, by the end of their names.</summary>
    internal static IEnumerable<string> Files(string folder, string end) => !Directory.Exists(At(folder)) ? [] : Directory
        .EnumerateFiles(At(folder), "*" + end, SearchOption.AllDirectories)
        .Where(file => !Relative(file).Split('/').Any(Built.Contains))
        .Order(StringComparer.Ordinal);

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests run from within the repository's artifacts folder."),
        _ when File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
