namespace Items;

/// <summary>What the benchmarks need of a server besides its operations; the same in the service and in its twins.</summary>
internal static class ServerProbe
{
    /// <summary>What is below it needs no token.</summary>
    internal const string Path = "/bench";

    internal static void MapProbe(this WebApplication app)
    {
        app.MapGet($"{Path}/allocated", () => GC.GetTotalAllocatedBytes(precise: true)).AllowAnonymous();
        app.MapGet($"{Path}/memory", () => GC.GetTotalMemory(forceFullCollection: true)).AllowAnonymous();
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine(string.Join(Environment.NewLine, app.Urls)));

        // The benchmarks hold the other end of our input: when they are gone, however that came about, so are we.
        var watch = new Thread(() =>
        {
            while (Console.In.Read() >= 0)
            {
                // Nothing is ever sent.
            }

            app.Lifetime.StopApplication();
        })
        { IsBackground = true };
        watch.Start();
    }
}
