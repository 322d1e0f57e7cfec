using Tdp.Commands;

namespace Tdp.Tests;

public sealed class BenchCommandTests
{
    private static readonly string[] Projects = ["benchmarks/Alpha/Alpha.csproj", "benchmarks/Beta/Beta.csproj"];

    [Fact]
    public void Runs_all_with_what_is_meant_for_them() => ShouldRun(["--quick"], "Alpha --quick", "Beta --quick");

    [Fact]
    public void Runs_the_project_that_is_named() => ShouldRun(["alph", "--quick"], "Alpha --quick");

    [Fact]
    public void Takes_another_name_for_a_measure() => ShouldRun(["start"], "Alpha --only=start", "Beta --only=start");

    private static void ShouldRun(string[] given, params string[] expected) =>
        BenchCommand.Choose(Projects, given)
            .Select(run => $"{Path.GetFileNameWithoutExtension(run.Project)} {string.Join(' ', run.Arguments)}")
            .ShouldBe(expected);
}
