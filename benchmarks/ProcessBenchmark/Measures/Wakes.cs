using System.Diagnostics;
using TestDigitalPlatform.Benchmarks.Processes.Service;

namespace TestDigitalPlatform.Benchmarks.Processes.Measures;

/// <summary>Instances whose time comes within one second: each is woken once, by a message over the transport.</summary>
internal static class Wakes
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <returns>How many seconds after the time 99 % and all of them were woken.</returns>
    internal static async Task<(double P99, double All, double Mebibytes)> Run(TallyService service, Replies replies, Plan plan)
    {
        var customer = CustomerId.Parse("acme");
        // Late enough that all of them have begun.
        var at = DateTimeOffset.UtcNow.AddSeconds(5 + (plan.Wakes / 500));
        await replies.Each(
            plan.Wakes, i => replies.Handle(new TallyBegan(customer, $"wake-{Guid.NewGuid():N}", at.AddMilliseconds(i % 1_000))));
        if (DateTimeOffset.UtcNow > at)
            throw new BenchmarkException("The instances took longer to begin than they were to sleep.");
        var until = Stopwatch.GetTimestamp();
        var most = 0L;
        while (await Woken(service) < plan.Wakes)
        {
            if (Stopwatch.GetElapsedTime(until) > Limit)
                throw new BenchmarkException($"{await Woken(service)} of {plan.Wakes} instances were woken within {Limit}.");
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
            await Task.Delay(100);
        }

        var (p99, all) = await Late(service, at);
        return (p99, all, most / 1048576.0);
    }

    private static async Task<long> Woken(TallyService service)
    {
        await using var command = service.Database.CreateCommand("select count(*) from tdp.process_step where message = 'TimeIsUp'");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<(double P99, double All)> Late(TallyService service, DateTimeOffset at)
    {
        await using var command = service.Database.CreateCommand("""
            select extract(epoch from percentile_disc(0.99) within group (order by at) - $1)::float8, extract(epoch from max(at) - $1)::float8
            from tdp.process_step where message = 'TimeIsUp'
            """);
        command.Parameters.Add(new Npgsql.NpgsqlParameter<DateTime> { TypedValue = at.UtcDateTime });
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetDouble(0), reader.GetDouble(1));
    }
}
