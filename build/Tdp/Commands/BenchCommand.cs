using System.CommandLine;
using Tdp.Steps;

namespace Tdp.Commands;

internal static class BenchCommand
{
    public static Command Create(Repository repository)
    {
        var name = new Argument<string?>("name")
        {
            Description = "Only the benchmarks whose project has this in its name.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("bench", "Builds and runs the benchmarks. Arguments after -- go to them.") { name };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = parsed.GetValue(name) ?? "";
            var projects = repository.Projects("benchmarks")
                .Where(project => Path.GetFileName(project).Contains(wanted, StringComparison.OrdinalIgnoreCase))
                .Where(IsProgram)
                .ToArray();
            if (projects.Length == 0)
                throw new StepFailedException($"There is no benchmark named like '{wanted}'.");

            foreach (var project in projects)
            {
                var title = Path.GetFileNameWithoutExtension(project);
                await Step.Build($"Building {title}", project, repository, cancellationToken);
                var exitCode = await Run.Attached(
                    ["dotnet", repository.Program(title), .. parsed.UnmatchedTokens], repository.Root, cancellationToken);
                if (exitCode != 0)
                    return exitCode;
            }

            return 0;
        });
        return command;
    }

    // The peers that a benchmark measures against may be programs of their own; those say IsBenchmark = false.
    private static bool IsProgram(string project)
    {
        var text = File.ReadAllText(project);
        return text.Contains("<OutputType>Exe</OutputType>", StringComparison.Ordinal)
            && !text.Contains("<IsBenchmark>false</IsBenchmark>", StringComparison.Ordinal);
    }
}
