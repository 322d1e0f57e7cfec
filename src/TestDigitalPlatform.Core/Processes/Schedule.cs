using System.Reflection;
using Cronos;

namespace TestDigitalPlatform.Processes;

/// <summary>The times at which a process is told something.</summary>
internal sealed class Schedule
{
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
            return new Schedule(
                process, declared, CronExpression.Parse(declared.Cron), TimeZoneInfo.FindSystemTimeZoneById(declared.Zone));
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

    /// <summary>Of the times that have come, the last one.</summary>
    internal DateTimeOffset LastDue(DateTimeOffset first, DateTimeOffset now)
    {
        var due = first;
        while (After(due) is { } next && next <= now)
            due = next;
        return due;
    }

    private static PlatformException Wrong(ProcessDefinition process, string why) => new(
        "TDP0366", $"The schedule of '{process.Name}' can't be used: {why}. Correct its [OnSchedule].");
}
