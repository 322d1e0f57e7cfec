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
            Description = "The service's name; needed only when several have a private database.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var yes = new Option<bool>("--yes") { Description = "Do not ask before the database is deleted." };
        var data = new Option<string>("--data")
        {
            Description = "The folder with the private databases; .tdp beside the solution unless given.",
            DefaultValueFactory = _ => DevelopmentFolder.Of(Environment.CurrentDirectory),
        };
        var reset = new Command(
            "reset", "Deletes a service's private database of development; the next start makes a new one.")
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
                ? $"The private database of '{database.Service}' is deleted. The next start makes a new one and applies every migration."
                : $"'{database.Service}' has no data yet; the next start makes its database.");
        });
        return new Command("database", "The private databases that services use in Development.") { reset };
    }

    private static bool Agrees(PrivateDatabase database)
    {
        if (Console.IsInputRedirected)
            throw new ToolException("Nobody can be asked here: add --yes to delete the database without a question.");
        Console.Write(
            $"This deletes the private database of '{database.Service}' in {database.Folder}, with all its rows. "
            + "Type yes to go on: ");
        return string.Equals(Console.ReadLine()?.Trim(), "yes", StringComparison.OrdinalIgnoreCase);
    }
}
