using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace TestDigitalPlatform.Benchmarks.DapperPlumbing;

/// <summary>Paired rounds: both take turns, and a ratio is taken within a round.</summary>
internal static class Measure
{
    private static readonly string[] Kinds = [Statements.ByHand, Statements.ByDapper];

    /// <summary>The milliseconds of a process's first statement, on a connection that is open.</summary>
    internal static async Task<string> First(NpgsqlConnection connection, string kind)
    {
        var watch = Stopwatch.StartNew();
        await Statements.Run(connection, kind);
        return watch.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
    }

    internal static async Task<string[]> FirstOfProcess(string connectionString, int rounds)
    {
        var rows = new List<double[]>();
        for (var round = 0; round < rounds; round++)
            rows.Add(await Turns(round, kind => InNewProcess(connectionString, kind)));
        return Row("first statement of a process, ms", rows);
    }

    internal static async Task<IReadOnlyList<string[]>> Again(NpgsqlConnection connection, int rounds, int calls)
    {
        foreach (var kind in Kinds)
            await Many(connection, kind, calls);
        var (times, bytes) = (new List<double[]>(), new List<double[]>());
        for (var round = 0; round < rounds; round++)
        {
            var results = new Dictionary<string, (double, double)>();
            times.Add(await Turns(round, async kind => (results[kind] = await Many(connection, kind, calls)).Item1));
            bytes.Add([.. Kinds.Select(kind => results[kind].Item2)]);
        }

        return [Row("a statement again, µs", times), Row("a statement again, bytes allocated", bytes)];
    }

    private static async Task<(double Microseconds, double Bytes)> Many(NpgsqlConnection connection, string kind, int calls)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var watch = Stopwatch.StartNew();
        for (var call = 0; call < calls; call++)
            await Statements.Run(connection, kind);
        return (watch.Elapsed.TotalMicroseconds / calls, (double)(GC.GetTotalAllocatedBytes(precise: true) - allocated) / calls);
    }

    private static async Task<double[]> Turns(int round, Func<string, Task<double>> measure)
    {
        var values = new double[Kinds.Length];
        foreach (var at in round % 2 == 0 ? [0, 1] : (int[])[1, 0])
            values[at] = await measure(Kinds[at]);
        return values;
    }

    private static async Task<double> InNewProcess(string connectionString, string kind)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Measure).Assembly.Location, "first", kind, connectionString])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    private static string[] Row(string what, List<double[]> rounds)
    {
        var ratios = rounds.Select(values => values[1] / values[0]).Order().ToArray();
        return
        [
            what, Text(Median(rounds.Select(values => values[0]))), Text(Median(rounds.Select(values => values[1]))),
            string.Create(CultureInfo.InvariantCulture, $"{Median(ratios):0.00} ({ratios[0]:0.00} to {ratios[^1]:0.00})"),
        ];
    }

    private static double Median(IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered[ordered.Length / 2];
    }

    private static string Text(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
