namespace Tdp.Checks;

/// <summary>Every project is in the solution: what is not in it is neither built nor tested.</summary>
internal static class SolutionProjects
{
    private static readonly string[] Folders = ["src", "samples", "tests", "benchmarks", "build"];

    public static IEnumerable<Finding> Check(Repository repository)
    {
        var solution = File.ReadAllText(repository.Solution);
        return Folders.SelectMany(repository.Projects)
            .Select(project => repository.Relative(project).Replace('\\', '/'))
            .Where(project => !solution.Contains($"\"{project}\"", StringComparison.Ordinal))
            .Select(project => new Finding(
                project, $"is not in {Path.GetFileName(repository.Solution)}: dotnet sln add {project}"));
    }
}
