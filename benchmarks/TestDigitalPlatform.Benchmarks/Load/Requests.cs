namespace TestDigitalPlatform.Benchmarks.Load;

/// <summary>What a server is asked.</summary>
/// <param name="OfConnection">For each connection the requests that it sends in turn.</param>
internal sealed record Requests(IReadOnlyList<IReadOnlyList<byte[]>> OfConnection)
{
    /// <summary>For each connection the one request that it repeats.</summary>
    public static Requests Repeat(IEnumerable<byte[]> requests) => new([.. requests.Select(r => new[] { r })]);
}
