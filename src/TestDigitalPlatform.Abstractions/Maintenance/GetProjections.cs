namespace TestDigitalPlatform.Maintenance;

/// <summary>Gets the read models that a service keeps from events, and how their last rebuilds ended.</summary>
[Get("/platform/projections"), Allow(Role.PlatformMaintenance)]
public sealed record GetProjections : IQuery<ServiceProjections>;

/// <summary>The read models of a service.</summary>
/// <param name="Projections">The projections, by name.</param>
public sealed record ServiceProjections(IReadOnlyList<ProjectionState> Projections);

/// <summary>A read model, and its last rebuild.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="Tables">What it keeps.</param>
/// <param name="Events">The events that it is made of, by their names on the wire.</param>
/// <param name="Rebuild">Its last rebuild; <see langword="null"/> when nobody has asked for one.</param>
public sealed record ProjectionState(
    string Name, IReadOnlyList<string> Tables, IReadOnlyList<string> Events, ProjectionRebuildState? Rebuild);

/// <summary>A rebuild of a read model.</summary>
/// <param name="Projection">The projection.</param>
/// <param name="State">How far it is: <c>requested</c> until it has ended, then <c>done</c> or <c>failed</c>.</param>
/// <param name="RequestedAt">When it was asked for.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Events">How many events it was made of.</param>
/// <param name="Error">Why it failed. The read model is as it was then.</param>
public sealed record ProjectionRebuildState(
    string Projection, string State, DateTimeOffset RequestedAt, DateTimeOffset? EndedAt, long? Events, string? Error);
