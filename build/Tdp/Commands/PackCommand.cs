using System.CommandLine;
using System.Text.Json;
using Tdp.Steps;

namespace Tdp.Commands;

internal static class PackCommand
{
    public static Command Create(Repository repository)
    {
        var command = new Command(
            "pack", "Packs every project of src into artifacts/packages. BUILD_NUMBER becomes the version's suffix.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var began = DateTime.UtcNow;
            await Step.Command(
                "Packing",
                ["dotnet", "pack", SourcesOnly(repository), "-c", "Release", "-v", "q", "-nodeReuse:false", "-nologo"],
                repository,
                cancellationToken);

            foreach (var package in Directory.EnumerateFiles(repository.At("artifacts", "packages"), "*.nupkg").Order())
            {
                if (File.GetLastWriteTimeUtc(package) >= began)
                    Console.WriteLine(repository.Relative(package));
            }
        });
        return command;
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
