using System.Diagnostics;
using TestDigitalPlatform.Benchmarks.Messages.Contestants;
using TestDigitalPlatform.Benchmarks.Report;

namespace TestDigitalPlatform.Benchmarks.Messages.Measures;

/// <summary>Start and memory of the same service with messages and without: neither has any to handle.</summary>
internal static class ServiceMeasure
{
    private const int Requests = 300;
    private const double BytesPerMebibyte = 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    internal static async Task Run(Servers servers, Plan plan, BenchmarkReport report)
    {
        Console.WriteLine("start and memory …");
        (string Program, ContestantSettings Settings)[] services =
        [
            ("Items.Messages", await servers.Service("items", "with")), ("Items.Platform", await servers.Service("items", "without")),
        ];
        var (times, memory) = (new List<double>[] { [], [] }, new List<double>[] { [], [] });
        // The first is not counted: it makes the tables.
        for (var start = plan.IsQuick ? 1 : 0; start <= plan.Starts; start++)
        {
            foreach (var i in start % 2 == 0 ? [0, 1] : (int[])[1, 0])
            {
                var (time, bytes) = await Measure(services[i].Program, services[i].Settings);
                if (start == 0)
                    continue;
                times[i].Add(time.TotalMilliseconds);
                memory[i].Add(bytes / BytesPerMebibyte);
            }
        }

        Report("start to first 200", "ms", times);
        Report($"memory after {Requests} requests", "MiB", memory);

        void Report(string what, string unit, List<double>[] figures)
        {
            var (with, without) = (new Spread(figures[0]), new Spread(figures[1]));
            report.AtMost(1.10, $"{what}: service with messages / without", with.Over(without));
            report.Add($"{what}, with messages", unit, with);
            report.Add($"{what}, without", unit, without);
        }
    }

    private static async Task<(TimeSpan Time, long Memory)> Measure(string program, ContestantSettings settings)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(StartInfo(program, settings))!;
        try
        {
            using var client = new HttpClient { BaseAddress = await Address(process, program) };
            await Ask(client);
            var time = Stopwatch.GetElapsedTime(begun);
            for (var i = 1; i < Requests; i++)
                await Ask(client);
            process.Refresh();
            return (time, process.WorkingSet64);
        }
        finally
        {
            process.StandardInput.Close();
            if (!process.WaitForExit(Limit))
                process.Kill();
        }
    }

    private static async Task Ask(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/public-greeting", UriKind.Relative));
        if (!answer.IsSuccessStatusCode)
            throw new BenchmarkException($"The service answers {answer.StatusCode}.");
    }

    private static async Task<Uri> Address(Process process, string program)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (line.StartsWith("http://", StringComparison.Ordinal))
                return new Uri(line);
        }

        throw new BenchmarkException($"{program} ended before it listened.");
    }

    private static ProcessStartInfo StartInfo(string program, ContestantSettings settings)
    {
        // All projects' programs are neighbours of ours.
        var path = Path.Combine(AppContext.BaseDirectory, "..", "..", program, "release", program + ".dll");
        return new ProcessStartInfo("dotnet", [path, "--environment=Development", "--urls=http://127.0.0.1:0"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["ConnectionStrings__items"] = settings.Database,
                ["ConnectionStrings__items-owner"] = settings.Owner,
                ["ConnectionStrings__messages-rabbitmq"] = settings.Broker,
                ["Platform__Docs"] = "false",
                ["Logging__LogLevel__Default"] = "Error",
            },
        };
    }
}
