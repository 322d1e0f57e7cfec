using TestDigitalPlatform.Hosting.Webhooks.Outgoing;

namespace TestDigitalPlatform.Hosting.Tests.Webhooks;

public sealed class DeliveryScheduleTests
{
    private static readonly DateTimeOffset Begun = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(1.0)]
    public void Tries_ever_more_rarely_for_three_days_and_then_gives_up(double spread)
    {
        var (now, delays) = (Begun, new List<TimeSpan>());
        while (DeliverySchedule.Next(Begun, now, null, spread) is { } next)
        {
            delays.Add(next - now);
            now = next;
        }

        delays[0].ShouldBeInRange(TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(6));
        delays.SkipLast(1).Zip(delays.SkipLast(1).Skip(1)).ShouldAllBe(d => d.First <= d.Second);
        delays.ShouldAllBe(d => d > TimeSpan.Zero && d <= TimeSpan.FromHours(14.5));
        delays.Count.ShouldBeInRange(12, 20);
        (now - Begun).ShouldBe(DeliverySchedule.Limit);
    }

    [Fact]
    public void Waits_as_long_as_the_receiver_asks_for_within_reason()
    {
        DeliverySchedule.Next(Begun, Begun, TimeSpan.FromMinutes(10), 0.5).ShouldBe(Begun.AddMinutes(10));
        DeliverySchedule.Next(Begun, Begun, TimeSpan.FromDays(2), 0.5).ShouldBe(Begun.AddHours(12));
        DeliverySchedule.Next(Begun, Begun, TimeSpan.FromSeconds(-10), 0.5).ShouldBe(Begun.AddSeconds(5));
    }
}
