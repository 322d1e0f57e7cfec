using System.ComponentModel;
using System.Reflection;
using TestDigitalPlatform.ExternalCalls;
using TestDigitalPlatform.Hosting.Modules;
using TestDigitalPlatform.Hosting.Operations;
using TestDigitalPlatform.Migrations;
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

    /// <summary>What packages add to it.</summary>
    internal IReadOnlyList<ServiceModule> Modules { get; init; } = [];

    /// <summary>The migrations of its modules, and its own after them.</summary>
    /// <param name="service">The service's name.</param>
    internal IReadOnlyList<MigrationPart> Migrations(string service) =>
        [.. Modules.Select(module => module.Migrations(service)), MigrationPart.Service(Assembly)];

    /// <summary>What hands events to subscribers, where they are offered as webhooks.</summary>
    internal IReadOnlyList<EventSubscription> Offered
    {
        get;
        init => (field, handled) = (value, null);
    } = [];

    /// <summary>All that it handles: what its processes react to and what it offers, too, and what it sends to itself because of
    /// them.</summary>
    internal IReadOnlyList<EventSubscription> Handled => handled ??=
    [
        .. Subscriptions, .. Processes.SelectMany(process => process.Subscriptions),
        .. ProcessRegistry.OwnMessages(Processes), .. ExternalCallRegistry.OwnMessages(ExternalCalls), .. Offered,
    ];

    private IReadOnlyList<EventSubscription>? handled;
}
