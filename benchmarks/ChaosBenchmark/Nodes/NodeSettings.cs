namespace TestDigitalPlatform.Benchmarks.Chaos.Nodes;

/// <summary>What a node's process is told.</summary>
/// <param name="Relays">Whether it relays events; it handles them otherwise.</param>
/// <param name="Configuration">The service's configuration, as arguments.</param>
/// <param name="OnRabbitMq">Whether its transport is RabbitMQ.</param>
internal sealed record NodeSettings(bool Relays, IReadOnlyList<string> Configuration, bool OnRabbitMq);
