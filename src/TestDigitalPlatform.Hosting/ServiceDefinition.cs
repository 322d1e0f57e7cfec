using System.Reflection;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting;

/// <summary>The definition of a service. Created by generated code.</summary>
/// <param name="Assembly">The assembly with its embedded migrations.</param>
/// <param name="Endpoints">Its operations.</param>
public sealed record ServiceDefinition(Assembly Assembly, IReadOnlyList<OperationEndpoint> Endpoints)
{
    /// <summary>The events that it handles.</summary>
    public IReadOnlyList<EventSubscription> Subscriptions { get; init; } = [];
}
