using System.Diagnostics;
using Tdp;
using Tdp.Benchmarks;

namespace Benchmarks.Tests;

/// <summary>What <c>./tdp bench</c> offers works: each program in its quickest form, as a person starts it.</summary>
public sealed class QuickFormTests
{
    // A program that needs something which is not installed ends with this.
    private const int NotInstalled = 3;

    private static readonly Repository Repository = Repository.Find();

    public static TheoryData<string> Programs =>
        [.. MeasureCatalog.Read(Repository).Choose([]).Select(project => Path.GetFileNameWithoutExtension(project.Key))];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Measures_everything_that_it_lists(string program)
    {
        var names = MeasureCatalog.Read(Repository).Measures
            .Where(measure => Path.GetFileNameWithoutExtension(measure.Project) == program)
            .Select(measure => measure.Name);

        var (exitCode, output) = await Bench([.. names, "--quick", "--no-build"]);

        Assert.SkipWhen(exitCode == NotInstalled, output);
        exitCode.ShouldBe(0, output);
        output.Split('\n').Count(line => line.StartsWith("| ", StringComparison.Ordinal)).ShouldBeGreaterThan(2, output);
    }

    [Theory]
    [InlineData("items")]
    [InlineData("--quik")]
    public async Task Refuses_what_it_does_not_know(string argument)
    {
        var (exitCode, output) = await Bench([argument, "--no-build"]);

        exitCode.ShouldNotBe(0);
        output.ShouldContain(argument);
    }

    [Fact]
    public async Task Says_what_there_is_and_how_long_it_takes()
    {
        var (exitCode, output) = await Bench(["--list"]);

        exitCode.ShouldBe(0, output);
        foreach (var measure in MeasureCatalog.Read(Repository).Measures)
            output.ShouldContain($"  {measure.Name} ");
        output.ShouldContain("All of them take about");
    }

    private static async Task<(int ExitCode, string Output)> Bench(IReadOnlyList<string> arguments)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Repository).Assembly.Location, "bench", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
