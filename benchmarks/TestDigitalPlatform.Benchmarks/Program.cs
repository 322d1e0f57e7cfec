using TestDigitalPlatform.Benchmarks;
using TestDigitalPlatform.Benchmarks.Report;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    var arguments = BenchmarkArguments.Read(args, Benchmark.Names);
    var report = await Benchmark.Run(arguments.IsQuick ? Plan.Quick : new Plan(), arguments.Names, stop.Token);
    Console.WriteLine();
    Console.WriteLine(report.Text());
    if (!arguments.IsQuick && arguments.IsEverything(Benchmark.Names))
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
