namespace TestDigitalPlatform.Hosting.Development;

/// <summary>On an endpoint: who handles it.</summary>
/// <param name="Type">The handler, as a team wrote it.</param>
internal sealed record HandlerType(Type Type);
