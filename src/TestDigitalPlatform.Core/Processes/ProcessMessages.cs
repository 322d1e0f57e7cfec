using System.Text.Json.Serialization;
using TestDigitalPlatform.Messages;

namespace TestDigitalPlatform.Processes;

/// <summary>What a service sends to itself when an instance is to be woken; <c>tdp.wake_processes</c> writes it.</summary>
/// <remarks>It holds nothing that the receiver believes: what is due is in the service's own database.</remarks>
internal sealed record ProcessDue(string Process, Guid Instance, long Version) : IEvent
{
    /// <summary>Its name on the wire.</summary>
    internal const string WireName = "TestDigitalPlatform.TimeIsUp";

    string IEvent.Subject => Instance.ToString();
}

/// <summary>What a service sends to itself when a time of a schedule has come.</summary>
/// <param name="Process">The process that is to be told.</param>
/// <param name="At">The time.</param>
/// <param name="Customer">For which customer; <see langword="null"/> for a process across customers, or to begin with the
/// customers.</param>
/// <param name="After">The name of the last customer that has been reached.</param>
[EventName(ScheduleDue.WireName)]
internal sealed record ScheduleDue(string Process, DateTimeOffset At, CustomerId? Customer = null, string After = "") : IEvent
{
    /// <summary>Its name on the wire.</summary>
    internal const string WireName = "TestDigitalPlatform.ScheduleDue";

    string IEvent.Subject => Process.Length <= 200 ? Process : Process[..200];
}

/// <summary>What a service sends to itself when a process has sent a command.</summary>
/// <remarks>The command is in the service's own database: nobody can have another one run by sending this.</remarks>
internal sealed record CommandDue(string Process, Guid Instance, long Step, int Place) : INamedEvent
{
    /// <summary>The type of the command, for people who look at messages that failed.</summary>
    [JsonIgnore]
    internal string CommandType { get; init; } = "";

    string INamedEvent.Name => NameOf(CommandType);

    string IEvent.Subject => Instance.ToString();

    internal static string NameOf(string commandType) => $"{commandType}.Due";
}
