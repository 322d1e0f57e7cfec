using System.CommandLine;
using TestDigitalPlatform.Development;
using TestDigitalPlatform.Tool;
using TestDigitalPlatform.Tool.Contracts;
using TestDigitalPlatform.Tool.Databases;
using TestDigitalPlatform.Tool.Errors;
using TestDigitalPlatform.Tool.Tokens;
using TestDigitalPlatform.Tool.Upgrade;

var root = new RootCommand("What a team does with a service on TestDigitalPlatform.")
{
    TokenCommand.Create(
        () => DevelopmentFolder.Of(Environment.CurrentDirectory),
        "Prints an access token that a service of this solution accepts in Development."),
    ContractsCommand.Create(),
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
