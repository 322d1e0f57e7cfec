using System.Globalization;
using TestDigitalPlatform.Benchmarks;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Benchmarks.Template;

BenchmarkArguments arguments;
try
{
    arguments = BenchmarkArguments.Read(args, ["template"]);
}
catch (BenchmarkException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

using var machine = await NewMachine.Make(isMeasured: !arguments.IsQuick);
await NewService.Install(machine);

// The first round fills caches: packages are unpacked, the server's programs copied, files read into memory.
if (!arguments.IsQuick)
    await Measure("warm-up");
var rounds = arguments.IsQuick ? 1 : 5;
var seconds = new List<Times>();
for (var round = 1; round <= rounds; round++)
    seconds.Add(await Measure($"round {round} of {rounds}"));

var table = new Table("seconds", "median", "least", "most", "goal", "");
Row("dotnet new … all tests green", times => times.NewToGreen, 60);
Row("dotnet run … first 200", times => times.RunToAnswer, 3);
Row("dotnet run --no-build … first 200", times => times.RunBuiltToAnswer, null);
Console.WriteLine();
Console.WriteLine(table);
return 0;

async Task<Times> Measure(string title)
{
    Console.WriteLine($"{title} …");
    return await new NewService(machine, title.Replace(' ', '-'), arguments.IsQuick).Measure();
}

void Row(string name, Func<Times, TimeSpan> time, double? goal)
{
    var spread = new Spread([.. seconds.Select(times => time(times).TotalSeconds)]);
    table.Row(
        name, Text(spread.Median), Text(spread.Min), Text(spread.Max), goal is null ? "" : $"< {goal}",
        goal is null ? "" : spread.Median < goal ? "met" : "missed");
}

static string Text(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
