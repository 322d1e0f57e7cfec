namespace TestDigitalPlatform.Maintenance;

/// <summary>Lists the instances of a service's processes, the ones that changed last first.</summary>
/// <remarks>An instance that has ended is listed for 30 days.</remarks>
[Get("/platform/processes"), Allow(Role.PlatformMaintenance)]
[Sortable("changedAt", Default = "-changedAt")]
public sealed record ListProcesses : PageQuery<ProcessSummary>
{
    /// <summary>Only instances of these processes, by the name of the class.</summary>
    [Filter] public Filter<string> Process { get; init; }

    /// <summary>Only those in these states.</summary>
    [Filter] public Filter<string> State { get; init; }

    /// <summary>Only those of these customers.</summary>
    [Filter] public Filter<string> CustomerId { get; init; }

    /// <summary>Only those with these keys.</summary>
    [Filter] public Filter<string> Key { get; init; }

    /// <summary>Only those that are still running, or only those that have ended.</summary>
    [Filter] public Filter<bool> IsRunning { get; init; }

    /// <summary>Only those that changed within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> ChangedAt { get; init; }
}

/// <summary>An instance of a process.</summary>
/// <param name="Id">The instance.</param>
/// <param name="Process">The process, by the name of its class.</param>
/// <param name="Key">The key that the process finds it by.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="State">Its state.</param>
/// <param name="IsRunning">Whether it has not ended.</param>
/// <param name="WakeAt">When it will be woken.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ChangedAt">When it changed for the last time.</param>
public sealed record ProcessSummary(
    Guid Id, string Process, string Key, string? CustomerId, string State, bool IsRunning, DateTimeOffset? WakeAt,
    DateTimeOffset StartedAt, DateTimeOffset ChangedAt);
