using System.CommandLine;
using System.Text.Json;
using Tdp.Packing;
using Tdp.Steps;

namespace Tdp.Commands;

internal static class PackCommand
{
    private const string HowToMeanIt =
        """
        These packages remove members of the packages that were packed last (see the CP errors above). If this is
        intended, do one of these:
          - raise the version (VersionPrefix in Directory.Build.props): before 1.0 its minor part, later its major part
          - if the last packages were never published: ./tdp pack --breaking
        Otherwise keep the old member next to the new one: docs/reference/versioning.md.
        """;

    public static Command Create(Repository repository)
    {
        var breaking = new Option<bool>("--breaking")
        {
            Description = "Do not compare the packages with those that were packed last.",
        };
        var command = new Command(
            "pack", "Packs every project of src into artifacts/packages. BUILD_NUMBER becomes the version's suffix.")
        {
            breaking,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var unfinished = repository.At("artifacts", "packing");
            if (Directory.Exists(unfinished))
                Directory.Delete(unfinished, recursive: true);

            await Pack(repository, unfinished, parsed.GetValue(breaking), cancellationToken);
            foreach (var path in MoveAll(unfinished, repository.At("artifacts", "packages")))
                Console.WriteLine(repository.Relative(path));
        });
        return command;
    }

    private static async Task Pack(
        Repository repository, string output, bool breaking, CancellationToken cancellationToken)
    {
        var baselines = new Baselines(repository);
        baselines.Collect(none: breaking);
        try
        {
            await Step.Command(
                "Packing",
                [
                    "dotnet", "pack", SourcesOnly(repository), "-c", "Release", "-v", "m", "-nodeReuse:false",
                    "-nologo",
                    $"-p:PackageOutputPath={output}", $"-p:BaselineFolder={baselines.Folder}",
                ],
                repository,
                cancellationToken,
                new BuildProgress(repository.Projects("src").Count));
        }
        catch (StepFailedException failed) when (failed.Message.Contains("error CP", StringComparison.Ordinal))
        {
            throw new StepFailedException($"{failed.Message}{Environment.NewLine}{HowToMeanIt}");
        }
    }

    // Only what passed all checks is there for others, and for the next packages to be held against.
    private static IEnumerable<string> MoveAll(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from).Order(StringComparer.Ordinal))
        {
            var path = Path.Combine(to, Path.GetFileName(file));
            File.Move(file, path, overwrite: true);
            if (path.EndsWith(".nupkg", StringComparison.Ordinal))
                yield return path;
        }
    }

    // One run of MSBuild packs them in the right order and in parallel; the whole solution would build the tests too.
    private static string SourcesOnly(Repository repository)
    {
        var filter = repository.At("artifacts", "src.slnf");
        var projects = repository.Projects("src").Select(project => repository.Relative(project).Replace('/', '\\'));
        var path = Path.GetRelativePath(Path.GetDirectoryName(filter)!, repository.Solution).Replace('/', '\\');
        Directory.CreateDirectory(Path.GetDirectoryName(filter)!);
        File.WriteAllText(filter, JsonSerializer.Serialize(new { solution = new { path, projects } }));
        return filter;
    }
}
