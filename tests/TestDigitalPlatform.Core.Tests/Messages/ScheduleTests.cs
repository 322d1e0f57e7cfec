using Microsoft.Extensions.Logging.Abstractions;
using TestDigitalPlatform.Generated;
using TestDigitalPlatform.InProcess;
using TestDigitalPlatform.Messages;
using TestDigitalPlatform.Outbox;
using TestDigitalPlatform.Processes;

namespace TestDigitalPlatform.Core.Tests.Messages;

public sealed class ScheduleTests
{
    // Clocks are put forward on 29 March from 2 to 3, and put back on 25 October from 3 to 2.
    [Theory]
    [InlineData("2026-03-28T00:00Z", "2026-03-28T01:30Z 2026-03-29T01:00Z 2026-03-30T00:30Z")]
    [InlineData("2026-10-24T00:00Z", "2026-10-24T00:30Z 2026-10-25T00:30Z 2026-10-26T01:30Z")]
    public void Fires_once_a_day_when_clocks_change(string after, string expected)
    {
        var schedule = Schedule.Of(Of<HalfPastTwo>())!;
        var (time, found) = (DateTimeOffset.Parse(after, System.Globalization.CultureInfo.InvariantCulture), new List<string>());

        for (var i = 0; i < 3; i++)
        {
            time = schedule.After(time)!.Value;
            found.Add(time.ToString("yyyy-MM-ddTHH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }

        string.Join(' ', found).ShouldBe(expected);
    }

    [Theory]
    [InlineData(typeof(NoTimes), "is not a cron expression")]
    [InlineData(typeof(NoZone), "is not a time zone")]
    [InlineData(typeof(NeverComes), "never comes")]
    public void Says_what_cant_be_read(Type process, string why)
    {
        var definition = process == typeof(NoTimes) ? Of<NoTimes>() : process == typeof(NoZone) ? Of<NoZone>() : Of<NeverComes>();

        var error = Should.Throw<PlatformException>(() => Schedule.Of(definition));

        error.Code.ShouldBe("TDP0366");
        error.Message.ShouldContain(why);
    }

    [Fact]
    public async Task Each_time_fires_once_on_any_number_of_nodes_and_missed_ones_once_together()
    {
        await using var tasks = await TaskService.Start();
        var time = new Testing.TestTime();
        var nodes = Enumerable.Range(0, 4).Select(_ => Node(tasks, time)).ToList();
        foreach (var node in nodes)
            await node.Look(default);
        (await tasks.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(0);

        time.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(nodes.Select(node => node.Look(default)));
        (await tasks.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(1);

        // Nobody was there for a day.
        time.Advance(TimeSpan.FromDays(1));
        await Task.WhenAll(nodes.Select(node => node.Look(default)));
        (await tasks.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(2);
        (await tasks.Stored.Scalar<bool>("select fired_at > now() + interval '23 hours' and next_at - fired_at = '1 hour' from tdp.schedule"))
            .ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_knows_other_times_leaves_them_to_others()
    {
        await using var tasks = await TaskService.Start();
        var time = new Testing.TestTime();
        var node = Node(tasks, time);
        await node.Look(default);
        await tasks.Stored.Scalar<int>("update tdp.schedule set cron = '0 0 1 1 *' returning 1");
        time.Advance(TimeSpan.FromSeconds(30));
        await tasks.Stored.Scalar<int>("update tdp.schedule set next_at = '-infinity' returning 1");

        await node.Look(default);
        (await tasks.Stored.Scalar<long>("select count(*) from tdp.outbox")).ShouldBe(0);

        // It declares its own again.
        await tasks.Stored.Scalar<int>("update tdp.schedule set next_at = 'infinity' returning 1");
        time.Advance(TimeSpan.FromMinutes(1));
        await node.Look(default);
        (await tasks.Stored.Scalar<string>("select cron from tdp.schedule")).ShouldBe("0 * * * *");
    }

    private static ProcessClock Node(TaskService tasks, TimeProvider time) => new(
        tasks.Data, new ProcessRegistry([Of<Hourly>()], new MessageService("tasks"), new InProcessOperations([])), tasks.Outbox, time,
        NullLogger<ProcessClock>.Instance);

    private static ProcessDefinition Of<TProcess>()
        where TProcess : IProcess<Ticks> => ProcessDefinition.Of<TProcess, Ticks>(acrossCustomers: true, [typeof(Ticks)], []);

    internal sealed record Ticks(int Count);

    [OnSchedule("0 * * * *")]
    internal sealed class Hourly : IProcess<Ticks>
    {
        public static Transition<Ticks> Next(Ticks? state, object message, ProcessContext context) =>
            new(new Ticks((state?.Count ?? 0) + 1));
    }

    [OnSchedule("30 2 * * *", "Europe/Berlin")]
    internal sealed class HalfPastTwo : IProcess<Ticks>
    {
        public static Transition<Ticks> Next(Ticks? state, object message, ProcessContext context) => new(state);
    }

    [OnSchedule("at noon")]
    internal sealed class NoTimes : IProcess<Ticks>
    {
        public static Transition<Ticks> Next(Ticks? state, object message, ProcessContext context) => new(state);
    }

    [OnSchedule("0 0 30 2 *")]
    internal sealed class NeverComes : IProcess<Ticks>
    {
        public static Transition<Ticks> Next(Ticks? state, object message, ProcessContext context) => new(state);
    }

    [OnSchedule("0 6 * * *", "Europe/Nowhere")]
    internal sealed class NoZone : IProcess<Ticks>
    {
        public static Transition<Ticks> Next(Ticks? state, object message, ProcessContext context) => new(state);
    }
}
