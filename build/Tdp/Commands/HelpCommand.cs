using System.CommandLine;

namespace Tdp.Commands;

internal static class HelpCommand
{
    public static Command Create(RootCommand root)
    {
        var command = new Command("help", "Lists the commands. Use --help with a command for its options.");
        command.SetAction(_ => root.Parse(["--help"]).Invoke());
        return command;
    }
}
