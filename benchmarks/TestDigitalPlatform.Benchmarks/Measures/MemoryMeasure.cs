using TestDigitalPlatform.Benchmarks.Load;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Benchmarks.Servers;

namespace TestDigitalPlatform.Benchmarks.Measures;

/// <summary>What a server that has just been busy holds of the machine's memory.</summary>
internal static class MemoryMeasure
{
    private const double BytesPerMebibyte = 1024 * 1024;

    /// <returns>The working set in MiB for each kind, start by start.</returns>
    public static async Task<IReadOnlyList<Spread>> Run(
        IReadOnlyList<ServerKind> kinds, ServerSets serverSets, PostgresTime postgres, Operations operations, Plan plan,
        CancellationToken cancellationToken)
    {
        Console.WriteLine("memory …");
        var figures = kinds.Select(_ => new List<double>()).ToArray();
        for (var start = 0; start < plan.MemoryStarts; start++)
        {
            foreach (var (kind, figure) in kinds.Zip(figures))
                figure.Add(await AfterLoad(kind, serverSets, postgres, operations, plan, cancellationToken));
        }

        return [.. figures.Select(each => new Spread(each))];
    }

    private static async Task<double> AfterLoad(
        ServerKind kind, ServerSets serverSets, PostgresTime postgres, Operations operations, Plan plan,
        CancellationToken cancellationToken)
    {
        await using var servers = await serverSets.Start([kind], cancellationToken);
        var server = servers.All[0];
        foreach (var requests in (Requests[])[operations.List, operations.Get, operations.Command])
        {
            using var session = await LoadSession.Open(server, postgres, requests, cancellationToken);
            await session.Run(plan.MemoryLoad, cancellationToken);
        }

        return server.Memory / BytesPerMebibyte;
    }
}
