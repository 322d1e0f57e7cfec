namespace TestDigitalPlatform.Messages;

/// <summary>A transport that a service asks for and that has no configuration.</summary>
/// <param name="error">What the start reports, unless a test brings a transport of its own.</param>
internal sealed class MissingTransport(PlatformException error)
{
    internal PlatformException Error { get; } = error;
}
