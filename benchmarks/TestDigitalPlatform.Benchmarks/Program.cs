using TestDigitalPlatform.Benchmarks;
using TestDigitalPlatform.Benchmarks.Report;

// bench [--quick] [--only=<part of a measure's name>]
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var plan = args.Contains("--quick") ? Plan.Quick : new Plan();
var only = args.FirstOrDefault(a => a.StartsWith("--only=", StringComparison.Ordinal))?["--only=".Length..] ?? "";
try
{
    var report = await Benchmark.Run(plan, only, stop.Token);
    Console.WriteLine();
    Console.WriteLine(report.Text());
    if (!plan.IsQuick && only.Length == 0)
        Console.WriteLine($"Written to {ResultFile.Write(report)}");
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (BenchmarkException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
