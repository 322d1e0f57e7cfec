namespace TestDigitalPlatform.Messages;

/// <summary>Marks a service whose transport has no address in its configuration: a test brings a transport of its
/// own then.</summary>
internal sealed class UnconfiguredTransport;
