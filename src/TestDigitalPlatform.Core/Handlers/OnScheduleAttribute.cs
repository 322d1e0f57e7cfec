namespace TestDigitalPlatform;

/// <summary>The process is told <see cref="ScheduleFired"/> at the times of a schedule.</summary>
/// <remarks>
/// <para>On a process with <see cref="AcrossCustomersAttribute"/> once; otherwise once for each customer that has rows in the
/// service's database. The instance has the key <c>schedule</c>.</para>
/// <para>Each time fires once, on any number of nodes. Times that pass while no node runs fire once together, with the last of
/// them. Where clocks are put forward, a time that does not exist is the moment of the change. Where they are put back, a fixed time
/// such as <c>30 2</c> fires once, and an interval such as <c>*/30 *</c> goes on through both hours.</para>
/// </remarks>
/// <param name="cron">Five fields: minute, hour, day of the month, month, day of the week, such as <c>0 6 * * MON-FRI</c>;
/// a day must fit both of the fields for days. Also <c>L</c>, <c>W</c> and <c>#</c>, as the package Cronos reads them.</param>
/// <param name="zone">The time zone, by its name in the IANA time zone database, such as <c>Europe/Berlin</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OnScheduleAttribute(string cron, string zone = "UTC") : Attribute
{
    /// <summary>The times, as a cron expression of five fields.</summary>
    public string Cron { get; } = cron;

    /// <summary>The time zone of the times.</summary>
    public string Zone { get; } = zone;
}
