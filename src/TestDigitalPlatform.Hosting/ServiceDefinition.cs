using System.ComponentModel;
using System.Reflection;
using TestDigitalPlatform.ExternalCalls;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Processes;

namespace TestDigitalPlatform.Generated;

/// <summary>The definition of a service. Created by generated code.</summary>
/// <param name="Assembly">The assembly with its embedded migrations.</param>
/// <param name="Endpoints">Its operations.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ServiceDefinition(Assembly Assembly, IReadOnlyList<OperationEndpoint> Endpoints)
{
    /// <summary>The events that its handlers handle.</summary>
    public IReadOnlyList<EventSubscription> Subscriptions { get; init; } = [];

    /// <summary>Its processes.</summary>
    public IReadOnlyList<ProcessDefinition> Processes { get; init; } = [];

    /// <summary>The external calls that its handlers make.</summary>
    public IReadOnlyList<ExternalCallDefinition> ExternalCalls { get; init; } = [];

    /// <summary>All that it handles: what its processes react to, too, and what it sends to itself because of them.</summary>
    internal IReadOnlyList<EventSubscription> Handled => field ??=
    [
        .. Subscriptions, .. Processes.SelectMany(process => process.Subscriptions),
        .. ProcessRegistry.OwnMessages(Processes), .. ExternalCallRegistry.OwnMessages(ExternalCalls),
    ];
}
