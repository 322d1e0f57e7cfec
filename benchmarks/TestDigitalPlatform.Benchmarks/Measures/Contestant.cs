using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Servers;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>One side of a comparison: a server and what it is asked.</summary>
internal sealed record Contestant(string Name, Server Server, Requests Requests);
