using System.Reflection;
using TestDigitalPlatform.Json;

namespace TestDigitalPlatform.Workflows;

/// <summary>A command as the state of a workflow holds it.</summary>
/// <param name="Command">The full name of its type.</param>
/// <param name="Body">The command.</param>
internal sealed record StoredCommand(string Command, StoredObject Body)
{
    internal static StoredCommand? Of(IAnyCommand? command) =>
        command is null ? null : new(command.GetType().FullName!, new(command));

    /// <summary>Reads it again.</summary>
    /// <param name="workflow">Whose <c>[ServiceIdentity]</c> names its type.</param>
    /// <exception cref="InvalidOperationException">It no longer does.</exception>
    internal IAnyCommand Read(Type workflow)
    {
        var type = workflow.GetCustomAttribute<ServiceIdentityAttribute>(inherit: false)?.Messages
            .FirstOrDefault(message => message.FullName == Command) ?? throw new InvalidOperationException(
            $"'{workflow.Name}' has to send '{Command}' to undo a step, but its [ServiceIdentity] does not name it. Name it again, "
            + "then replay the message.");
        return (IAnyCommand)Body.As(type);
    }
}
