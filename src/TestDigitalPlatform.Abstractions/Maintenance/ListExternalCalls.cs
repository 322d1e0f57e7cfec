namespace TestDigitalPlatform.Maintenance;

/// <summary>Lists the external calls that the service's decisions have ordered, the last ones first.</summary>
/// <remarks>A call that has ended is listed for 30 days.</remarks>
[Get("/platform/external-calls"), Allow(Role.PlatformMaintenance)]
[Sortable("orderedAt", Default = "-orderedAt")]
public sealed record ListExternalCalls : PageQuery<ExternalCallSummary>
{
    /// <summary>Only calls of these types, by the full name of the class.</summary>
    [Filter] public Filter<string> Type { get; init; }

    /// <summary>Only those in these states: <c>waiting</c>, <c>succeeded</c>, <c>failed</c>, or <c>abandoned</c> for one whose
    /// failure is in the error queue.</summary>
    [Filter] public Filter<string> State { get; init; }

    /// <summary>Only those of these customers.</summary>
    [Filter] public Filter<string> CustomerId { get; init; }

    /// <summary>Only those that were ordered within these instants.</summary>
    [Filter(Operators.Range)] public Filter<DateTimeOffset> OrderedAt { get; init; }
}

/// <summary>An external call.</summary>
/// <param name="Id">The call; its idempotency key begins with it.</param>
/// <param name="Type">Its type, by the full name of the class.</param>
/// <param name="CustomerId">Whose it is.</param>
/// <param name="State">Its state.</param>
/// <param name="Attempts">How often it has been tried since it was ordered, or replayed.</param>
/// <param name="OrderedAt">When it was ordered, or replayed.</param>
/// <param name="DueAt">When it is tried next.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="ErrorCode">The code of the last failure.</param>
/// <param name="Error">The last failure.</param>
/// <param name="Process">The process that has ordered it.</param>
/// <param name="Instance">The instance of the process.</param>
public sealed record ExternalCallSummary(
    Guid Id, string Type, string? CustomerId, string State, int Attempts, DateTimeOffset OrderedAt, DateTimeOffset? DueAt,
    DateTimeOffset? EndedAt, string? ErrorCode, string? Error, string? Process, Guid? Instance);
