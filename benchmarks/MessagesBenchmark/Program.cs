using TestDigitalPlatform.Benchmarks;
using TestDigitalPlatform.Benchmarks.Messages;
using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Tests.Shared.Broker;

// bench messages [--quick]; with "contestant" it is the process of one.
if (args is [ContestantProgram.Order, var settings])
    return await ContestantProgram.Run(settings);

const int NotInstalled = 3;
try
{
    var arguments = BenchmarkArguments.Read(args, ["messages"]);
    if (!LocalBroker.IsInstalled)
    {
        Console.Error.WriteLine(LocalBroker.HowToInstall);
        return NotInstalled;
    }

    var report = await MessagesBenchmark.Run(arguments.IsQuick ? Plan.Quick : new Plan());
    Console.WriteLine();
    Console.WriteLine(report.Text());
    if (!arguments.IsQuick)
        Console.WriteLine($"Written to {ResultFile.Write(report, "messages")}");
    return 0;
}
catch (BenchmarkException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
