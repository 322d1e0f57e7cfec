namespace TestDigitalPlatform.Benchmarks.Servers;

/// <summary>What all servers of a run are told.</summary>
/// <param name="KeyFile">The key that tokens are checked with.</param>
/// <param name="Caller">A token to ask the first question with.</param>
internal sealed record ServerSettings(string KeyFile, string Caller);
