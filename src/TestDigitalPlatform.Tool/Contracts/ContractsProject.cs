using TestDigitalPlatform.Development;

namespace TestDigitalPlatform.Tool.Contracts;

/// <summary>A Contracts project, and the file beside it that says what of it is published.</summary>
internal sealed record ContractsProject(string File)
{
    private const string Ending = ".Contracts.csproj";

    public string PublishedFile => Path.Combine(Path.GetDirectoryName(File)!, "published.txt");

    private string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>Those at a path, or in the solution around a folder.</summary>
    public static IReadOnlyList<ContractsProject> Find(string? path, string folder)
    {
        var place = path is null
            ? DevelopmentFolder.SolutionAbove(folder) ?? folder
            : Path.GetFullPath(path, folder);
        string[] files = System.IO.File.Exists(place) ? [place] : Directory.Exists(place) ? ProjectsBelow(place) : [];
        return files.Length > 0
            ? [.. files.Select(file => new ContractsProject(file))]
            : throw new ToolException(
                $"No project that ends in {Ending} was found at {place}. Name the project or its folder.");
    }

    /// <returns>The built assembly.</returns>
    public Task<string> Build(CancellationToken cancellationToken) => Programs.Build.Of(
        File,
        "nothing was published. If it breaks what is already published (TDP1030), "
        + $"restore it, or remove those lines from {PublishedFile}.",
        cancellationToken);

    public IReadOnlyList<string> Published() => System.IO.File.Exists(PublishedFile)
        ? [.. System.IO.File.ReadLines(PublishedFile).Where(line => line.Length > 0 && line[0] != '#')]
        : [];

    public void Publish(IReadOnlyList<string> facts) => System.IO.File.WriteAllText(
        PublishedFile,
        $"# The published contract of {Name}, one fact per line. The compiler checks it (TDP1030).\n"
        + $"# Written by: dotnet tdp contracts publish\n{string.Concat(facts.Select(fact => fact + "\n"))}");

    private static string[] ProjectsBelow(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*" + Ending, SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
