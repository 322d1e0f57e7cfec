using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Inbox;

namespace TestDigitalPlatform.Processes;

/// <summary>Takes a command off the wire that an instance has sent.</summary>
/// <param name="known">The messages that the process may send.</param>
/// <param name="due">The command.</param>
internal sealed class WaitingCommand(IReadOnlySet<Type> known, CommandDue due) : Result<(IAnyCommand Command, Attempt Attempt)?>
{
    internal static Sql Of(CommandDue due) =>
        $"""
        select c.type, c.body::text, c.attempt from tdp.process_command c join tdp.process p on p.id = c.instance
        where c.instance = {due.Instance} and c.step = {due.Step} and c.place = {due.Place} and p.process = {due.Process}
        """;

    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        Value = null;
        if (!await reader.ReadAsync(cancellationToken))
            return;
        var name = reader.GetString(0);
        var type = known.FirstOrDefault(t => t.FullName == name) ?? throw new UnreadableMessageException(
            "process.unknown_command", $"The process has sent '{name}', which its [ServiceIdentity] does not name.")
        { MayBeKnownElsewhere = true };
        var body = reader.GetString(1);
        // Another key after each refusal that a person has had tried again: what is under the key is never decided anew.
        var key = $"process {due.Instance} {due.Step} {due.Place}" + (reader.GetInt32(2) is > 0 and var again ? $" {again}" : "");
        Value = ((IAnyCommand)ReadJson(body, type), new Attempt(key, SHA256.HashData(Encoding.UTF8.GetBytes(body))));
    }
}
