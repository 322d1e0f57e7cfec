namespace TestDigitalPlatform.Hosting.Limits;

/// <summary>How much of the process's memory clients may take, all together.</summary>
/// <param name="Heap">How large the heap may become, in bytes.</param>
/// <param name="Connections">For connections, with the headers and buffers that belong to each.</param>
/// <param name="Bodies">For bodies of requests.</param>
/// <param name="Answers">For answers on their way.</param>
/// <param name="Cache">For cached answers.</param>
/// <param name="MaxConnections">How many connections may be open.</param>
internal sealed record MemoryLimits(
    long Heap, long Connections, long Bodies, long Answers, long Cache, int MaxConnections)
{
    // Half of what clients may take is for connections: each of them costs something even if it is idle.
    private const double ConnectionPart = 0.5;
    private const double BodyPart = 0.25;
    private const double AnswerPart = 0.25;

    // A larger cache would leave too little for what is under way.
    private const int CachePart = 8;

    internal static MemoryLimits Of(PlatformOptions options) => Of(options, HeapSize(), FileHandles.Limit());

    internal static MemoryLimits Of(PlatformOptions options, long heap, int fileHandles)
    {
        var clients = heap * options.MemoryShare;
        return new MemoryLimits(
            heap, (long)(clients * ConnectionPart), (long)(clients * BodyPart), (long)(clients * AnswerPart),
            Math.Min(options.CacheMegabytes * 1_024L * 1_024, heap / CachePart),
            Math.Min(options.Connections.Max, fileHandles));
    }

    // The limit of the heap where one is set; in a container three quarters of its memory; else the machine's memory.
    private static long HeapSize() => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
}
