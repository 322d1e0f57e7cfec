namespace Tdp.Checks;

/// <summary>The text files of the repository that people write.</summary>
internal static class SourceFiles
{
    private static readonly string[] Skipped =
        ["artifacts", "node_modules", ".git", ".tdp", "bin", "obj", "dist", "TestResults"];

    private static readonly string[] Kinds =
    [
        ".cs", ".csproj", ".props", ".targets", ".slnx", ".md", ".sql", ".json", ".yml", ".yaml", ".sh", ".cmd",
        ".ts", ".tsx", ".css", ".html",
    ];

    public static IEnumerable<string> All(Repository repository) => In(new DirectoryInfo(repository.Root));

    public static IEnumerable<string> All(Repository repository, string kind) =>
        All(repository).Where(file => file.EndsWith(kind, StringComparison.Ordinal));

    private static IEnumerable<string> In(DirectoryInfo folder) =>
        folder.EnumerateFiles().Where(IsText).Select(file => file.FullName)
            .Concat(folder.EnumerateDirectories()
                .Where(inner => !Skipped.Contains(inner.Name) && inner.LinkTarget is null)
                .SelectMany(In));

    private static bool IsText(FileInfo file) => file.Name is "tdp" or "run" || Kinds.Contains(file.Extension);
}
