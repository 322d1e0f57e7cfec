using System.Reflection;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Processes;

/// <summary>The processes of a service, and as whom they work.</summary>
internal sealed class ProcessRegistry
{
    private readonly Dictionary<string, ProcessDefinition> byName;
    private readonly Dictionary<ProcessDefinition, ServiceIdentity> identities;

    /// <exception cref="PlatformException">TDP0360: a process can't work as the identity that it declares. TDP0366: a schedule
    /// can't be read.</exception>
    internal ProcessRegistry(IReadOnlyList<ProcessDefinition> processes, MessageService service, InProcessOperations operations)
    {
        if (processes.GroupBy(process => process.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new PlatformException(
                "TDP0360", $"Two processes are called '{twice.Key}', and their instances would be mistaken for each other: rename one.");
        byName = processes.ToDictionary(process => process.Name, StringComparer.Ordinal);
        Schedules = [.. processes.Select(Schedule.Of).OfType<Schedule>()];
        identities = processes.Where(process => Declared(process) is not null).ToDictionary(
            process => process, process => ServiceIdentity.Of(process.Process, service.Name, operations));
    }

    internal IEnumerable<ProcessDefinition> All => byName.Values;

    /// <summary>The schedules that the processes declare.</summary>
    internal IReadOnlyList<Schedule> Schedules { get; }

    internal ProcessDefinition? Find(string name) => byName.GetValueOrDefault(name);

    /// <exception cref="PlatformException">TDP0361: the process declares none.</exception>
    internal ServiceIdentity IdentityOf(ProcessDefinition process) => identities.GetValueOrDefault(process)
        ?? throw new PlatformException(
            "TDP0361", $"'{process.Name}' may not send commands: it has no [ServiceIdentity] that names them.");

    /// <summary>What the service sends to itself because of its processes, and handles.</summary>
    internal static IEnumerable<EventSubscription> OwnMessages(IReadOnlyList<ProcessDefinition> processes)
    {
        if (processes.Count == 0)
            return [];
        return processes.SelectMany(process => Declared(process)?.Messages ?? [])
            .Where(message => message.IsAssignableTo(typeof(IAnyCommand)))
            .Distinct()
            .Select(command => EventSubscription.OfOwn<CommandDue>(CommandDue.NameOf(command.FullName!), new CommandDueSteps()))
            .Append(EventSubscription.OfOwn<ScheduleDue>(ScheduleDue.WireName, new ScheduleDueSteps()))
            .Append(EventSubscription.OfOwn<ProcessDue>(ProcessDue.WireName, new ProcessDueSteps()));
    }

    private static ServiceIdentityAttribute? Declared(ProcessDefinition process) =>
        process.Process.GetCustomAttribute<ServiceIdentityAttribute>(inherit: false);
}
