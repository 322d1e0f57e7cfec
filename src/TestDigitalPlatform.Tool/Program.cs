using System.CommandLine;
using TestDigitalPlatform.Tool;
using TestDigitalPlatform.Tool.Contracts;
using TestDigitalPlatform.Tool.Databases;
using TestDigitalPlatform.Tool.Describe;
using TestDigitalPlatform.Tool.Errors;
using TestDigitalPlatform.Tool.Tokens;
using TestDigitalPlatform.Tool.Upgrade;

var root = new RootCommand("Tools for services on TestDigitalPlatform.")
{
    TokenCommand.Create("Prints an access token for the services that you run in Development."),
    ContractsCommand.Create(),
    DescribeCommand.Create(),
    DatabaseCommand.Create(),
    UpgradeCommand.Create(),
    ExplainCommand.Create(),
};

try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (ToolException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
