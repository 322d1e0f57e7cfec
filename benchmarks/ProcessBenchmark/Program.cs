using TestDigitalPlatform.Benchmarks;
using TestDigitalPlatform.Benchmarks.Processes;
using TestDigitalPlatform.Benchmarks.Report;

// bench processes [--quick]
try
{
    var arguments = BenchmarkArguments.Read(args, ["processes"]);
    var report = await ProcessBenchmark.Run(arguments.IsQuick ? Plan.Quick : new Plan());
    Console.WriteLine();
    Console.WriteLine(report.Text());
    if (!arguments.IsQuick)
        Console.WriteLine($"Written to {ResultFile.Write(report, "processes")}");
    return 0;
}
catch (BenchmarkException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
