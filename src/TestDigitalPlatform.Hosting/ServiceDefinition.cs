using System.ComponentModel;
using System.Reflection;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Generated;

/// <summary>The definition of a service. Created by generated code.</summary>
/// <param name="Assembly">The assembly with its embedded migrations.</param>
/// <param name="Endpoints">Its operations.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ServiceDefinition(Assembly Assembly, IReadOnlyList<OperationEndpoint> Endpoints)
{
    /// <summary>The events that it handles.</summary>
    public IReadOnlyList<EventSubscription> Subscriptions { get; init; } = [];
}
