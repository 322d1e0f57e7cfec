namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>What one round on one server showed.</summary>
/// <param name="Rate">Requests answered in a second.</param>
/// <param name="ProcessorMicroseconds">The server's processor time for each request.</param>
/// <param name="PostgresMicroseconds">PostgreSQL's processor time for each request.</param>
/// <param name="Bytes">What the server allocated for each request.</param>
/// <param name="Median">The median latency in milliseconds.</param>
/// <param name="P99">The latency in milliseconds that one in a hundred exceeds.</param>
internal sealed record LoadResult(
    double Rate, double ProcessorMicroseconds, double PostgresMicroseconds, double Bytes, double Median, double P99);
