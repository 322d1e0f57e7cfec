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
            Description = "Only tests with this in the name of their project, class or method.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var limit = new Option<int>("--time-limit")
        {
            Description = "Seconds that one test project may take.",
            DefaultValueFactory = _ => 300,
        };
        var failSkips = new Option<bool>("--fail-skips") { Description = "Count a skipped test as failed." };
        var noBuild = new Option<bool>("--no-build") { Description = "Test what was built last." };
        var command = new Command("test", "Builds everything and runs every test; the last line is the sum.")
        {
            filter, limit, failSkips, noBuild,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (!parsed.GetValue(noBuild) && !await Build(repository, cancellationToken))
                return 1;

            var options = new TestOptions(
                parsed.GetValue(filter), TimeSpan.FromSeconds(parsed.GetValue(limit)), parsed.GetValue(failSkips));
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
