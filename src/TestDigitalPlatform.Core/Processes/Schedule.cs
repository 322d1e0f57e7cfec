using System.Reflection;
using Cronos;

namespace TestDigitalPlatform.Processes;

/// <summary>The times at which a process is told something.</summary>
internal sealed class Schedule
{
    private static readonly TimeSpan[] Steps = [TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(32)];

    private readonly CronExpression times;
    private readonly TimeZoneInfo zone;

    private Schedule(ProcessDefinition process, OnScheduleAttribute declared, CronExpression times, TimeZoneInfo zone)
    {
        (Process, Cron, Zone) = (process, declared.Cron, declared.Zone);
        (this.times, this.zone) = (times, zone);
    }

    internal ProcessDefinition Process { get; }

    internal string Cron { get; }

    internal string Zone { get; }

    /// <summary>The schedule that a process declares, if it does.</summary>
    /// <exception cref="PlatformException">TDP0366: it can't be read.</exception>
    internal static Schedule? Of(ProcessDefinition process)
    {
        if (process.Process.GetCustomAttribute<OnScheduleAttribute>(inherit: false) is not { } declared)
            return null;
        try
        {
            var schedule = new Schedule(
                process, declared, CronExpression.Parse(declared.Cron), TimeZoneInfo.FindSystemTimeZoneById(declared.Zone));
            return schedule.After(DateTimeOffset.UtcNow) is null
                ? throw Wrong(process, $"the time '{declared.Cron}' never comes")
                : schedule;
        }
        catch (Exception e) when (e is CronFormatException or ArgumentException)
        {
            throw Wrong(process, $"'{declared.Cron}' is not a cron expression of five fields: {e.Message}");
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw Wrong(process, $"'{declared.Zone}' is not a time zone of this machine");
        }
    }

    /// <summary>The first time after one; <see langword="null"/> if there is none.</summary>
    internal DateTimeOffset? After(DateTimeOffset time) => times.GetNextOccurrence(time, zone)?.ToUniversalTime();

    /// <summary>Whether it is one of the times.</summary>
    internal bool Has(DateTimeOffset time) => After(time.AddTicks(-1)) == time;

    /// <summary>Of the times that have come, the last one.</summary>
    internal DateTimeOffset LastDue(DateTimeOffset first, DateTimeOffset now)
    {
        // The nearest are looked at first: of a schedule of minutes, a year has half a million.
        foreach (var before in Steps)
        {
            if (now - before > first && LastBetween(now - before, now) is { } near)
                return near;
        }

        return LastBetween(first, now) ?? first;
    }

    private DateTimeOffset? LastBetween(DateTimeOffset from, DateTimeOffset to)
    {
        DateTimeOffset? last = null;
        for (var next = After(from); next is { } time && time <= to; next = After(time))
            last = time;
        return last;
    }

    private static PlatformException Wrong(ProcessDefinition process, string why) => new(
        "TDP0366", $"The schedule of '{process.Name}' can't be used: {why}. Correct its [OnSchedule].");
}
