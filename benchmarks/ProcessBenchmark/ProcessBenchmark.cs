using TestDigitalPlatform.Benchmarks.Processes.Measures;
using TestDigitalPlatform.Benchmarks.Processes.Service;
using TestDigitalPlatform.Benchmarks.Report;
using TestDigitalPlatform.Inbox;

namespace TestDigitalPlatform.Benchmarks.Processes;

/// <summary>All measures, on one server; contestants take turns.</summary>
internal static class ProcessBenchmark
{
    internal static async Task<BenchmarkReport> Run(Plan plan)
    {
        await using var service = await TallyService.Start();
        await using (var tables = service.Database.CreateCommand(Twin.Tables))
            await tables.ExecuteNonQueryAsync();
        var replies = new Replies(service.Services.GetRequiredService<EventPipeline>(), new Twin(service.Database), plan);
        var (spread, hot, twin, month) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        // The first round is not counted: it compiles and prepares.
        for (var round = plan.IsQuick ? 1 : 0; round <= plan.Rounds; round++)
        {
            Console.WriteLine($"round {round} …");
            var figures = (await replies.OfPlatform(plan.Replies), await replies.OfTwin(plan.Replies), await replies.OfPlatform(1), Month.Run());
            if (round == 0)
                continue;
            spread.Add(figures.Item1);
            twin.Add(figures.Item2);
            hot.Add(figures.Item3);
            month.Add(figures.Item4);
        }

        Console.WriteLine("wakes …");
        var (p99, all, mebibytes) = await Wakes.Run(service, replies, plan);
        var report = new BenchmarkReport([.. Machine.Describe(service.PostgresVersion, plan.IsQuick), plan.Description]);
        report.AtLeast(0.8, "transitions: platform / hand-written twin", new Spread(spread).Over(new Spread(twin)));
        report.AtMost(5, "time of the messages: one instance / as many instances", new Spread(spread).Over(new Spread(hot)));
        report.AtMost(50, "a month of 720 transitions in virtual time, ms", new Spread(month));
        report.AtMost(5, "seconds until 99 % of the instances were woken", new Spread([p99]));
        report.Add("transitions of the platform", "1/s", new Spread(spread));
        report.Add("transitions of the twin", "1/s", new Spread(twin));
        report.Add("transitions of one hot instance", "1/s", new Spread(hot));
        report.Add("all woken after", "s", new Spread([all]));
        report.Add("managed memory meanwhile, at most", "MiB", new Spread([mebibytes]));
        return report;
    }
}
