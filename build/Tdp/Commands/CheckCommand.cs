using System.CommandLine;
using Tdp.Checks;
using Tdp.Steps;

namespace Tdp.Commands;

internal static class CheckCommand
{
    private static readonly (string Title, Func<Repository, IEnumerable<Finding>> Find)[] Checks =
    [
        ("Projects in the solution", SolutionProjects.Check),
        ("Error pages", ErrorPages.Check),
        ("Links in documents", Links.Check),
        ("Forbidden words", ForbiddenWords.Check),
    ];

    public static Command Create(Repository repository)
    {
        var command = new Command("check", "Checks the form: layout of the code, links, pages of errors, words. Reports newer packages.");
        command.SetAction(async (_, cancellationToken) =>
        {
            var findings = new List<Finding>();
            foreach (var (title, find) in Checks)
                await Step.Do(title, () => Task.Run(() => findings.AddRange(find(repository)), cancellationToken));

            foreach (var finding in findings)
                Console.WriteLine(finding);

            // Layout only, by folder: loading every project to format it takes longer than building them, which
            // checks the rest.
            await Step.Command(
                "Code layout",
                [
                    "dotnet", "format", "whitespace", "--folder", "--verify-no-changes",
                    "--exclude", "artifacts", "--exclude", "**/node_modules",
                ],
                repository,
                cancellationToken);
            IReadOnlyList<string> outdated = [];
            await Step.Do(
                "Newer packages (a report)",
                async () => outdated = await OutdatedPackages.Report(repository, cancellationToken));
            foreach (var line in outdated)
                Console.WriteLine(line);
            Console.WriteLine(findings.Count == 0 ? "No problems found." : $"{findings.Count} found.");
            return findings.Count == 0 ? 0 : 1;
        });
        return command;
    }
}
