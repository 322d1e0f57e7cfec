namespace Tdp.Testing;

/// <summary>Runs the test projects two at a time, and then those that must run alone.</summary>
internal sealed class TestRun(IReadOnlyList<TestAssembly> assemblies, TestOptions options)
{
    private const int AtATime = 2;

    private readonly Lock oneAtATime = new();

    public async Task<Tally> Run(CancellationToken cancellationToken)
    {
        var total = default(Tally);
        var together = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(assemblies.Where(assembly => !assembly.RunsAlone), together, Run);

        var alone = new ParallelOptions { MaxDegreeOfParallelism = 1, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(assemblies.Where(assembly => assembly.RunsAlone), alone, Run);
        return total;

        async ValueTask Run(TestAssembly assembly, CancellationToken stop)
        {
            var tally = await assembly.Run(options, Say, stop);
            lock (oneAtATime)
                total += tally;
        }
    }

    private void Say(string text)
    {
        lock (oneAtATime)
            Console.WriteLine(text);
    }
}
