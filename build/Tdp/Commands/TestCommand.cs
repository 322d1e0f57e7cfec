using System.CommandLine;
using Tdp.Steps;
using Tdp.Testing;

namespace Tdp.Commands;

internal static class TestCommand
{
    public static Command Create(Repository repository)
    {
        var filter = new Argument<string?>("filter")
        {
            Description = "Run only tests whose project, class or method name contains this.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var silence = new Option<int>("--silence")
        {
            Description = "Seconds without output after which a test project is ended.",
            DefaultValueFactory = _ => 600,
        };
        var longForms = new Option<bool>("--long") { Description = "Also run the tests marked as long." };
        var failSkips = new Option<bool>("--fail-skips") { Description = "Count a skipped test as failed." };
        var noBuild = new Option<bool>("--no-build") { Description = "Run without building." };
        var command = new Command("test", "Builds everything and runs all tests. The last line is the summary.")
        {
            filter, silence, longForms, failSkips, noBuild,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // The build warms it, and the tests that build find it warm.
            using var compiler = new CompilerServer();
            compiler.Share();
            if (!parsed.GetValue(noBuild) && !await Build(repository, cancellationToken))
                return 1;

            var options = new TestOptions(
                parsed.GetValue(filter),
                TimeSpan.FromSeconds(parsed.GetValue(silence)),
                parsed.GetValue(failSkips),
                parsed.GetValue(longForms));
            var total = await new TestRun(TestAssembly.All(repository), options).Run(cancellationToken);
            if (total.Ran == 0)
                Console.Error.WriteLine("No test ran.");

            Console.WriteLine(total);
            return total is { Failed: 0, Ran: > 0 } ? 0 : 1;
        });
        return command;
    }

    // Whoever reads the last line finds one there also when nothing could be tested.
    private static async Task<bool> Build(Repository repository, CancellationToken cancellationToken)
    {
        try
        {
            await Step.Build("Building", repository.Solution, repository, cancellationToken);
            return true;
        }
        catch (StepFailedException failed)
        {
            Console.WriteLine(failed.Message);
            Console.WriteLine(default(Tally));
            return false;
        }
    }
}
