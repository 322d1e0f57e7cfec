namespace TestDigitalPlatform.Maintenance;

/// <summary>Lists the messages that a service could not handle, the latest first.</summary>
[Get("/platform/failed-messages"), Allow(Role.PlatformMaintenance)]
[Sortable("heldAt", Default = "-heldAt")]
public sealed record ListFailedMessages : PageQuery<FailedMessageSummary>
{
    /// <summary>Only events of these types.</summary>
    [Filter] public Filter<string> Type { get; init; }

    /// <summary>Only those that failed for one of these reasons.</summary>
    [Filter] public Filter<string> Cause { get; init; }

    /// <summary>Only those of these services.</summary>
    [Filter] public Filter<string> Source { get; init; }

    /// <summary>Only those of these customers.</summary>
    [Filter] public Filter<string> CustomerId { get; init; }

    /// <summary>Only those of these keys.</summary>
    [Filter] public Filter<string> Key { get; init; }

    /// <summary>Only those whose error contains this text.</summary>
    [Filter(Operators.Contains)] public Filter<string> Error { get; init; }

    /// <summary>Only those that failed within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> HeldAt { get; init; }
}

/// <summary>A message that could not be handled.</summary>
/// <param name="Id">The message.</param>
/// <param name="Type">Its event's name on the wire.</param>
/// <param name="Source">The service that told it.</param>
/// <param name="Key">What its order is kept within.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="Cause">Why it failed: a refusal's code, an exception's type.</param>
/// <param name="Attempts">How often it was tried again later.</param>
/// <param name="HeldAt">When it failed for the last time.</param>
public sealed record FailedMessageSummary(
    Guid Id, string Type, string Source, string? Key, string? CustomerId, string Cause, int Attempts, DateTimeOffset HeldAt);
