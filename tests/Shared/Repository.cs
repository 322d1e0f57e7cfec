namespace TestDigitalPlatform.Tests.Shared;

/// <summary>Where this repository is checked out.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder switch
    {
        null => throw new InvalidOperationException("The tests run from within the repository's artifacts folder."),
        _ when File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")) => folder.FullName,
        _ => Find(folder.Parent),
    };
}
