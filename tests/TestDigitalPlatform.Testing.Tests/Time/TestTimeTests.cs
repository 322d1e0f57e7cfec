namespace TestDigitalPlatform.Testing.Tests.Time;

public sealed class TestTimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void Begins_now_and_moves_on()
    {
        var time = new TestTime();
        var before = DateTimeOffset.UtcNow;

        time.Now.ShouldBe(before, tolerance: TimeSpan.FromMinutes(1));
        time.Advance(TimeSpan.FromDays(14));

        time.Now.ShouldBeGreaterThanOrEqualTo(before.AddDays(14));
        time.Now.ShouldBeLessThan(before.AddDays(14).AddMinutes(1));
    }

    [Fact]
    public void Never_goes_back() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new TestTime().Advance(TimeSpan.FromTicks(-1)));

    [Fact]
    public void Measures_what_was_skipped()
    {
        var time = new TestTime();
        var begun = time.GetTimestamp();

        time.Advance(TimeSpan.FromHours(3));

        time.GetElapsedTime(begun).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromHours(3));
    }

    [Fact]
    public async Task Ends_what_waits_for_the_time_that_is_skipped_and_nothing_else()
    {
        var time = new TestTime();
        var soon = Task.Delay(TimeSpan.FromHours(1), time);
        var late = Task.Delay(TimeSpan.FromHours(3), time);

        time.Advance(TimeSpan.FromHours(2));

        await soon.WaitAsync(Patience);
        late.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromHours(1));
        await late.WaitAsync(Patience);
    }

    [Fact]
    public async Task Lets_short_waits_end_by_themselves() =>
        await Task.Delay(TimeSpan.FromMilliseconds(5), new TestTime()).WaitAsync(Patience);

    [Fact]
    public async Task Repeats_a_timer_once_for_each_time_it_moves_past_it()
    {
        var time = new TestTime();
        using var ticks = new SemaphoreSlim(0);
        await using var timer = time.CreateTimer(
            _ => ticks.Release(), null, TimeSpan.FromHours(1), TimeSpan.FromHours(1));

        time.Advance(TimeSpan.FromHours(1));
        (await ticks.WaitAsync(Patience)).ShouldBeTrue();
        time.Advance(TimeSpan.FromHours(1));

        (await ticks.WaitAsync(Patience)).ShouldBeTrue();
        ticks.CurrentCount.ShouldBe(0);
    }

    [Fact]
    public async Task Forgets_a_timer_that_is_disposed()
    {
        var time = new TestTime();
        var ticks = 0;
        await time.CreateTimer(_ => ticks++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan).DisposeAsync();

        time.Advance(TimeSpan.FromHours(2));

        ticks.ShouldBe(0);
    }
}
