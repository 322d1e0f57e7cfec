using System.CommandLine;
using TestDigitalPlatform.Development;

namespace TestDigitalPlatform.Tool.Databases;

/// <summary>What a developer does with the private databases of a solution's services.</summary>
internal static class DatabaseCommand
{
    public static Command Create()
    {
        var service = new Argument<string?>("service")
        {
            Description = "The service's name. Required only when several services have a private database.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var yes = new Option<bool>("--yes") { Description = "Delete the database without confirmation." };
        var data = new Option<string>("--data")
        {
            Description = "The folder with the private databases. Default: .tdp next to the solution.",
            DefaultValueFactory = _ => DevelopmentFolder.Of(Environment.CurrentDirectory),
        };
        var reset = new Command(
            "reset", "Deletes a service's private development database. The next start creates a new one.")
        {
            service, yes, data,
        };
        reset.SetAction(async (parsed, cancellationToken) =>
        {
            var database = PrivateDatabase.Find(parsed.GetRequiredValue(data), parsed.GetValue(service));
            database.MustBeUsed(Environment.GetEnvironmentVariables().Keys.Cast<string>());
            if (!parsed.GetValue(yes) && !Agrees(database))
                throw new ToolException("Nothing was deleted.");
            Console.WriteLine(await database.Remove(cancellationToken)
                ? $"The private database of '{database.Service}' was deleted. The next start creates a new one and "
                    + "applies all migrations."
                : $"'{database.Service}' has no data yet. The next start creates its database.");
        });
        return new Command("database", "Manages the private databases that services use in Development.") { reset };
    }

    private static bool Agrees(PrivateDatabase database)
    {
        if (Console.IsInputRedirected)
            throw new ToolException(
                    "Can't ask for confirmation without a terminal. Add --yes to delete without confirmation.");
        Console.Write(
            $"This deletes the private database of '{database.Service}' in {database.Folder}, with all its rows. "
            + "Type yes to continue: ");
        return string.Equals(Console.ReadLine()?.Trim(), "yes", StringComparison.OrdinalIgnoreCase);
    }
}
