using System.CommandLine;
using Tdp.Benchmarks;
using Tdp.Steps;

namespace Tdp.Commands;

internal static class BenchCommand
{
    public static Command Create(Repository repository)
    {
        var catalog = MeasureCatalog.Read(repository);
        var names = new Argument<string[]>("name")
        {
            Description = "The benchmarks to run. Default: all.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var list = new Option<bool>("--list") { Description = "Only list the benchmarks and their duration." };
        var quick = new Option<bool>("--quick")
        {
            Description = "Run briefly to check that the benchmarks work. The figures are not meaningful.",
        };
        var noBuild = new Option<bool>("--no-build") { Description = "Run without building." };
        var command = new Command("bench", "Lists the benchmarks and their duration, then runs them.")
        {
            names, list, quick, noBuild,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var chosen = catalog.Choose(parsed.GetValue(names) ?? []).ToArray();
            if (parsed.GetValue(names) is not { Length: > 0 })
                Console.WriteLine(catalog);

            if (parsed.GetValue(list))
                return 0;

            foreach (var project in chosen)
            {
                var title = Path.GetFileNameWithoutExtension(project.Key);
                if (!parsed.GetValue(noBuild))
                    await Step.Build($"Building {title}", project.Key, repository, cancellationToken);

                var exitCode = await Run.Attached(
                    ["dotnet", repository.Program(title), .. Arguments(project, catalog, parsed.GetValue(quick))],
                    repository.Root,
                    cancellationToken);
                if (exitCode != 0)
                    return exitCode;
            }

            return 0;
        });
        return command;
    }

    /// <summary>What a program is told: which of its measures, unless it is all of them, and how much of each.</summary>
    internal static IReadOnlyList<string> Arguments(
        IGrouping<string, Measure> chosen, MeasureCatalog catalog, bool quick) =>
    [
        .. chosen.Count() < catalog.Measures.Count(measure => measure.Project == chosen.Key)
            ? (string[])[$"--only={string.Join(',', chosen.Select(measure => measure.Name))}"]
            : [],
        .. quick ? (string[])["--quick"] : [],
    ];
}
