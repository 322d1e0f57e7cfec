using TestDigitalPlatform.Tool.Assemblies;
using TestDigitalPlatform.Tool.Contracts;

namespace TestDigitalPlatform.Tool.Describe;

/// <summary>One arrow of a process's diagram.</summary>
internal sealed record Arrow(string From, string Message, string Guard, string To, string Effects);

/// <summary>An event with the handler that publishes or handles it.</summary>
internal sealed record Link(string Event, string By, string Kind);

/// <summary>What the generator wrote into a built service about its events and processes.</summary>
/// <param name="Name">The assembly's name.</param>
/// <param name="Published">Who publishes which events; <c>?</c> for an event that the code does not show.</param>
/// <param name="Handled">Who handles which events.</param>
/// <param name="Declared">The events of the service's own contracts.</param>
/// <param name="Processes">Its processes.</param>
/// <param name="Summaries">What the events mean.</param>
internal sealed record Service(
    string Name, IReadOnlyList<Link> Published, IReadOnlyList<Link> Handled, IReadOnlyList<string> Declared,
    IReadOnlyList<ServiceProcess> Processes, Summaries Summaries)
{
    /// <summary>The key of the metadata that the generator writes.</summary>
    private const string Key = "TestDigitalPlatform.Flows";

    /// <summary>Reads a built service.</summary>
    /// <exception cref="ToolException">It is no assembly.</exception>
    public static Service Read(string assembly)
    {
        var facts = AssemblyText.Of(assembly, Key).Select(line => line.Split('\t')).ToLookup(fact => fact[0]);
        var (name, folder) = (Path.GetFileNameWithoutExtension(assembly), Path.GetDirectoryName(Path.GetFullPath(assembly))!);
        var contracts = Path.Combine(folder, $"{name}.Contracts.dll");
        return new Service(
            name, [.. facts["publishes"].Select(LinkOf)], [.. facts["handles"].Select(LinkOf)],
            File.Exists(contracts) ? [.. ContractText.EventsOf(contracts)] : [],
            [.. facts["process"].Select(process => ServiceProcess.Of(process, facts))], Summaries.In(folder));
    }

    public bool IsEmpty => Published.Count + Handled.Count + Processes.Count == 0;

    private static Link LinkOf(string[] fact) => new(fact[1], fact[2], fact[3]);
}

/// <summary>One process of a service.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Identity">The service identity with whose rights its commands run; empty for none.</param>
/// <param name="Summary">What it is for; empty if nobody says so.</param>
/// <param name="Events">The events that it reacts to.</param>
/// <param name="Triggers">Its schedules and other triggers.</param>
/// <param name="Sends">The commands that it sends.</param>
/// <param name="Tells">The events that it publishes.</param>
/// <param name="Arrows">How it moves.</param>
/// <param name="Steps">The steps of a workflow, each with the command that undoes it; none for another process.</param>
/// <param name="UndoneBy">The events that undo a workflow.</param>
internal sealed record ServiceProcess(
    string Name, string Identity, string Summary, IReadOnlyList<string> Events, IReadOnlyList<string> Triggers,
    IReadOnlyList<string> Sends, IReadOnlyList<string> Tells, IReadOnlyList<Arrow> Arrows, IReadOnlyList<(string Step, string Undo)> Steps,
    IReadOnlyList<string> UndoneBy)
{
    public static ServiceProcess Of(string[] process, ILookup<string, string[]> facts)
    {
        IEnumerable<string[]> Own(string kind) => facts[kind].Where(fact => fact[1] == process[1]);
        return new ServiceProcess(
            process[1], process[2], process[3],
            [.. facts["handles"].Where(fact => fact[2] == process[1]).Select(fact => fact[1])],
            [.. Own("trigger").Select(fact => fact[2])],
            [.. Own("sends").Select(fact => fact[2])],
            [.. facts["publishes"].Where(fact => fact[2] == process[1]).Select(fact => fact[1])],
            [.. Own("move").Select(fact => new Arrow(fact[3], fact[4], fact[5], fact[6], fact[7]))],
            [.. Own("step").Select(fact => (fact[3], fact[4]))],
            [.. Own("undone").Select(fact => fact[2])]);
    }
}
