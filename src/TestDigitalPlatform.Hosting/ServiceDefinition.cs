using System.Reflection;
using TestDigitalPlatform.Hosting.Operations;

namespace TestDigitalPlatform.Hosting;

/// <summary>All that a service consists of. Made by generated code.</summary>
/// <param name="Assembly">Where its migrations are embedded.</param>
/// <param name="Endpoints">Its operations.</param>
public sealed record ServiceDefinition(Assembly Assembly, IReadOnlyList<OperationEndpoint> Endpoints);
