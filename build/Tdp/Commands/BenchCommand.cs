using System.CommandLine;
using Tdp.Steps;

namespace Tdp.Commands;

internal static class BenchCommand
{
    private const string OutputType = "<OutputType>Exe</OutputType>";

    public static Command Create(Repository repository)
    {
        var arguments = new Argument<string[]>("name")
        {
            Description =
                "A benchmark project, or a measure in one, by any part of its name; the rest goes to the benchmark.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command =
            new Command("bench", "Builds and runs the benchmarks. Arguments after -- go to them.") { arguments };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, cancellationToken) =>
        {
            string[] all = [.. parsed.GetValue(arguments) ?? [], .. parsed.UnmatchedTokens];
            foreach (var (project, given) in Choose(Programs(repository), all))
            {
                var title = Path.GetFileNameWithoutExtension(project);
                await Step.Build($"Building {title}", project, repository, cancellationToken);
                var exitCode = await Run.Attached(
                    ["dotnet", repository.Program(title), .. given], repository.Root, cancellationToken);
                if (exitCode != 0)
                    return exitCode;
            }

            return 0;
        });
        return command;
    }

    /// <summary>
    /// Which projects to run, with which arguments: a name is a project's or, if none has it, a measure's in each.
    /// </summary>
    internal static IEnumerable<(string Project, string[] Arguments)> Choose(
        IReadOnlyList<string> projects, IReadOnlyList<string> given)
    {
        if (given.Count == 0 || given[0].StartsWith('-'))
            return projects.Select(project => (project, given.ToArray()));

        var named = projects
            .Where(project => Path.GetFileNameWithoutExtension(project).Contains(
                given[0], StringComparison.OrdinalIgnoreCase))
            .ToArray();
        return named.Length > 0
            ? named.Select(project => (project, given.Skip(1).ToArray()))
            : projects.Select(project => (project, (string[])[$"--only={given[0]}", .. given.Skip(1)]));
    }

    // The peers that a benchmark measures against are web applications, which do not name their output type.
    private static string[] Programs(Repository repository) =>
        [.. repository.Projects("benchmarks")
            .Where(project => File.ReadAllText(project).Contains(OutputType, StringComparison.Ordinal))];
}
