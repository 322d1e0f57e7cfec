using System.Data.Common;
using TestDigitalPlatform.Data;

namespace TestDigitalPlatform.Processes;

/// <summary>Takes a command off the wire that an instance has sent.</summary>
/// <param name="known">The messages that the process may send.</param>
internal sealed class WaitingCommand(IReadOnlySet<Type> known) : Result<IAnyCommand?>
{
    internal static Sql Of(CommandDue due) =>
        $"""
        select type, body::text from tdp.process_command
        where instance = {due.Instance} and step = {due.Step} and place = {due.Place}
        """;

    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        Value = null;
        if (!await reader.ReadAsync(cancellationToken))
            return;
        var name = reader.GetString(0);
        var type = known.FirstOrDefault(t => t.FullName == name) ?? throw new RefusedException(new Refusal(
            "process.unknown_command", $"The process has sent '{name}', which its [ServiceIdentity] does not name."));
        Value = (IAnyCommand)ReadJson(reader.GetString(1), type);
    }
}
