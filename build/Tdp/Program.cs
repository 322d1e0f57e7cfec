using System.CommandLine;
using Tdp;
using Tdp.Commands;

var repository = Repository.Find();
var root = new RootCommand("The command line of TestDigitalPlatform: run, test, measure and pack it.")
{
    UpCommand.Create(repository),
    TestCommand.Create(repository),
    BenchCommand.Create(repository),
    PackCommand.Create(repository),
    TokenCommand.Create(),
    ReceiveWebhooksCommand.Create(),
    CheckCommand.Create(repository),
};
root.Add(HelpCommand.Create(root));

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (StepFailedException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
