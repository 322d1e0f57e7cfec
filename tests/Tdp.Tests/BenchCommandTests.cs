using Tdp.Benchmarks;
using Tdp.Commands;
using Tdp.Steps;

namespace Tdp.Tests;

public sealed class BenchCommandTests
{
    private static readonly MeasureCatalog Catalog = new(
    [
        .. MeasureCatalog.In("Alpha.csproj", """
            <Project>
              <ItemGroup>
                <BenchmarkMeasure Include="start" Minutes="0.5" Description="how soon it answers" />
                <BenchmarkMeasure Include="list" Minutes="2" Description="how fast it lists" />
              </ItemGroup>
            </Project>
            """),
        .. MeasureCatalog.In("Beta.csproj", """
            <Project><ItemGroup><BenchmarkMeasure Include="template" Minutes="3" Description="new" /></ItemGroup></Project>
            """),
    ]);

    [Fact]
    public void Runs_every_program_as_a_whole_without_a_name() =>
        ShouldRun([], quick: true, "Alpha.csproj --quick", "Beta.csproj --quick");

    [Fact]
    public void Runs_what_is_named_and_each_program_once()
    {
        ShouldRun(["start"], quick: false, "Alpha.csproj --only=start");
        ShouldRun(["start", "template"], quick: false, "Alpha.csproj --only=start", "Beta.csproj ");
        ShouldRun(["start", "list"], quick: false, "Alpha.csproj ");
    }

    [Theory]
    [InlineData("items")]
    [InlineData("star")]
    public void Says_what_there_is_when_a_name_is_unknown(string name) =>
        Should.Throw<StepFailedException>(() => Catalog.Choose([name]))
            .Message.ShouldContain("  start      0.5 min  how soon it answers");

    [Fact]
    public void Says_how_long_everything_takes() => Catalog.ToString().ShouldContain("about 6 min");

    private static void ShouldRun(string[] names, bool quick, params string[] expected) =>
        Catalog.Choose(names)
            .Select(project => $"{project.Key} {string.Join(' ', BenchCommand.Arguments(project, Catalog, quick))}")
            .ShouldBe(expected);
}
