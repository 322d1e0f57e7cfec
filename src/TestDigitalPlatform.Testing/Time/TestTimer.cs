namespace TestDigitalPlatform.Testing.Time;

/// <summary>A timer of the system's that looks at a movable clock for when it is due.</summary>
internal sealed class TestTimer : ITimer
{
    private readonly Lock gate = new();
    private readonly TestTime time;
    private readonly ITimer real;
    private DateTimeOffset? due;
    private TimeSpan period = Timeout.InfiniteTimeSpan;

    internal TestTimer(TestTime time, TimerCallback callback, object? state)
    {
        this.time = time;
        real = TimeProvider.System.CreateTimer(
            _ => End(callback, state), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            due = dueTime == Timeout.InfiniteTimeSpan ? null : time.GetUtcNow() + dueTime;
            this.period = period;
        }

        return LookAgain();
    }

    /// <summary>Waits for what is left by the clock as it stands now.</summary>
    internal bool LookAgain()
    {
        lock (gate)
            return real.Change(Left(), Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        time.Forget(this);
        real.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        time.Forget(this);
        return real.DisposeAsync();
    }

    private void End(TimerCallback callback, object? state)
    {
        lock (gate)
        {
            // The clock was read a moment before the system's own: what it ended early waits for the rest.
            if (due is null || due > time.GetUtcNow())
            {
                real.Change(Left(), Timeout.InfiniteTimeSpan);
                return;
            }

            due = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : time.GetUtcNow() + period;
            real.Change(Left(), Timeout.InfiniteTimeSpan);
        }

        callback(state);
    }

    private TimeSpan Left()
    {
        if (due is not { } end)
            return Timeout.InfiniteTimeSpan;
        var left = end - time.GetUtcNow();
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
