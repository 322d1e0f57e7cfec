using TestDigitalPlatform.Tool.Programs;

namespace TestDigitalPlatform.Tool.Upgrade;

/// <summary>A service as one version of the template makes it: each file's text, by its path.</summary>
internal static class Rendering
{
    private const string Package = "TestDigitalPlatform.Templates";

    /// <param name="origin">What to make again.</param>
    /// <param name="version">By which version of the template.</param>
    /// <param name="feed">Where the template's package is, when the service's own sources don't have it.</param>
    /// <param name="scratch">An empty folder to work in.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public static async Task<IReadOnlyDictionary<string, string>> Of(
        Origin origin, string version, string? feed, string scratch, CancellationToken cancellationToken)
    {
        var (hive, made) = (Path.Combine(scratch, "hive"), Path.Combine(scratch, "made"));
        string[] source = feed is null ? [] : [$"--add-source={feed}"];
        await New(["install", $"{Package}@{version}", .. source], $"{Package} {version} can't be installed");
        await New(
                [origin.Template, .. origin.Arguments(), "-o", made], $"{Package} {version} can't create this service");
        return Read(made);

        // In the service's folder, so that its nuget.config counts; with templates of our own, not the machine's.
        async Task New(string[] arguments, string failure)
        {
            var output = await Run.Program(
                "dotnet", ["new", .. arguments, "--debug:custom-hive", hive], origin.Folder, cancellationToken);
            if (output.ExitCode != 0)
                throw new ToolException($"{failure}. Name a source that has it with --feed. dotnet new "
                    + $"says:\n{output.All}");
        }
    }

    private static Dictionary<string, string> Read(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(
            file => Path.GetRelativePath(folder, file).Replace('\\', '/'),
            file => TeamFile.WithoutReturns(File.ReadAllText(file)),
            StringComparer.Ordinal);
}
