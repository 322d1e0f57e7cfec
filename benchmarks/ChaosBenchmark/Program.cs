using TestDigitalPlatform.Benchmarks;
using TestDigitalPlatform.Benchmarks.Chaos;
using TestDigitalPlatform.Benchmarks.Chaos.Nodes;
using TestDigitalPlatform.Benchmarks.Chaos.Servers;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Tests.Shared.Broker;

// bench chaos [--quick]; with "node" it is the process of one.
if (args is [NodeProgram.Order, var settings])
    return await NodeProgram.Run(settings);

const int NotInstalled = 3;
try
{
    var arguments = BenchmarkArguments.Read(args, ["chaos"]);
    if (!LocalBroker.IsInstalled || !PgBouncer.IsInstalled)
    {
        Console.Error.WriteLine(LocalBroker.IsInstalled ? PgBouncer.HowToInstall : LocalBroker.HowToInstall);
        return NotInstalled;
    }

    var plan = arguments.IsQuick ? Plan.Quick : new Plan();
    var (report, isGood) = await ChaosBenchmark.Run(plan);
    Console.WriteLine();
    Console.WriteLine(report.Text());
    if (!arguments.IsQuick)
        Console.WriteLine($"Written to {ResultFile.Write(report, "chaos")}");
    return isGood ? 0 : 1;
}
catch (BenchmarkException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
