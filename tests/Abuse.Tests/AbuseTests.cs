using System.Diagnostics;

namespace Abuse.Tests;

/// <summary>Attacks on a real service with its default limits, in a process with the heap of a small container.</summary>
public sealed class AbuseTests
{
    private const string Program = "AbuseBenchmark";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(10);

    // One after the other on the same service: what an attack leaves behind, the next one meets.
    [Fact]
    public async Task A_service_survives_what_strangers_and_one_customer_do_and_answers_others()
    {
        var (exitCode, said) = await Run("--quick");

        exitCode.ShouldBe(0, said);
        said.ShouldContain("| silent connections ");
        said.ShouldContain("| HTTP/2: large answers, never read ");
        said.ShouldNotContain("broken");
    }

    [Fact]
    public async Task Says_which_attacks_there_are_when_none_has_the_name()
    {
        var (exitCode, said) = await Run("--only=nonsense");

        exitCode.ShouldBe(1);
        said.ShouldContain("headers never finished");
    }

    private static async Task<(int ExitCode, string Said)> Run(string argument)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", Program, "release", Program + ".dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(TimeLimit);
        try
        {
            var said = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, string.Concat(said));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
