namespace TestDigitalPlatform.Benchmarks;

/// <summary>A run whose figures would mean nothing.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
