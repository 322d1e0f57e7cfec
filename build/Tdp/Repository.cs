namespace Tdp;

/// <summary>Where things are in the repository that this program was built from.</summary>
internal sealed class Repository(string root)
{
    private const string Mark = "TestDigitalPlatform.slnx";

    public string Root => root;

    public string Solution => At(Mark);

    /// <summary>What <c>up</c> keeps between runs, and the key that signs development tokens.</summary>
    public string DataFolder => At(".tdp");

    public string At(params IEnumerable<string> path) => Path.Combine([root, .. path]);

    public string Relative(string path) => Path.GetRelativePath(root, path);

    /// <summary>The program that a Release build of a project makes.</summary>
    public string Program(string project) => At("artifacts", "bin", project, "release", $"{project}.dll");

    public IReadOnlyList<string> Projects(string folder) => Directory.Exists(At(folder))
        ? [.. Directory.EnumerateFiles(At(folder), "*.csproj", SearchOption.AllDirectories).Order(
            StringComparer.Ordinal)]
        : [];

    /// <summary>How many projects the solution has.</summary>
    public int SolutionSize() => File.ReadLines(Solution).Count(line => line.Contains(".csproj\"", StringComparison.Ordinal));

    public static Repository Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Mark)))
                return new Repository(folder.FullName);
        }

        throw new StepFailedException(
            $"This program is not in its repository: no {Mark} above {AppContext.BaseDirectory}.");
    }
}
