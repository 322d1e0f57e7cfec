using TestDigitalPlatform.Testing.Time;

namespace TestDigitalPlatform.Testing;

/// <summary>The clock of one service under test: it keeps running, and a test can advance it.</summary>
/// <remarks>
/// It starts at the real time. Everything that uses <see cref="TimeProvider"/> follows it: the time in
/// decisions and answers, the lifetimes of tokens, cached answers and idempotency keys, and background work. A timer
/// also fires when its real time has passed.
/// </remarks>
public sealed class TestTime : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<TestTimer> timers = [];
    private TimeSpan ahead;

    /// <summary>The current time of the service, in UTC.</summary>
    public DateTimeOffset Now => GetUtcNow();

    /// <summary>Advances the clock and fires all timers that are due.</summary>
    /// <remarks>
    /// What those timers start runs beside the test: wait for what it does. A repeating timer ends once, however often
    /// it would have been due.
    /// </remarks>
    /// <param name="by">How far; zero or more.</param>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        TestTimer[] waiting;
        lock (gate)
        {
            ahead += by;
            waiting = [.. timers];
        }

        foreach (var timer in waiting)
            timer.LookAgain();
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    /// <inheritdoc />
    public override long GetTimestamp() =>
        System.GetTimestamp() + (long)(Ahead.TotalSeconds * System.TimestampFrequency);

    /// <inheritdoc />
    public override long TimestampFrequency => System.TimestampFrequency;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new TestTimer(this, callback, state);
        lock (gate)
            timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Forget(TestTimer timer)
    {
        lock (gate)
            timers.Remove(timer);
    }

    private TimeSpan Ahead
    {
        get
        {
            lock (gate)
                return ahead;
        }
    }
}
