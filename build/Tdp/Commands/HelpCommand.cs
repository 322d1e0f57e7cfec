using System.CommandLine;

namespace Tdp.Commands;

internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        var command = new Command("help", "Says what there is. Each command explains itself with --help.");
        command.SetAction(_ => root.Parse(["--help"]).Invoke());
        return command;
    }
}
