namespace TestDigitalPlatform.Hosting.Webhooks.Outgoing;

/// <summary>When a delivery that has failed is tried again.</summary>
/// <remarks>
/// Each time three times as long after the first attempt: after 5 s, 15 s, 45 s, 2 min, 7 min, 20 min, 1 h, 3 h, 9 h, and then every 12
/// hours, until three days have passed. Each delay is spread by a fifth, so that deliveries that failed together do not come back together.
/// </remarks>
internal static class DeliverySchedule
{
    /// <summary>How long it is tried.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromDays(3);

    /// <summary>For how long nothing has succeeded when a webhook is disabled with a delivery that is given up.</summary>
    internal static readonly TimeSpan Failing = TimeSpan.FromHours(60);

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    /// <param name="begunAt">When the first attempt was due.</param>
    /// <param name="now">The time now.</param>
    /// <param name="notBefore">What the receiver has asked for.</param>
    /// <param name="spread">A random number from 0 to 1.</param>
    /// <returns><see langword="null"/> to give up.</returns>
    internal static DateTimeOffset? Next(DateTimeOffset begunAt, DateTimeOffset now, TimeSpan? notBefore, double spread)
    {
        var elapsed = now - begunAt;
        if (elapsed >= Limit)
            return null;
        var delay = (elapsed * 2) is var twice && twice < Shortest ? Shortest : twice > Longest ? Longest : twice;
        delay *= 0.8 + (0.4 * spread);
        if (notBefore > delay)
            delay = notBefore.Value < Longest ? notBefore.Value : Longest;
        // The last attempt is at the end of the time.
        return elapsed + delay < Limit ? now + delay : begunAt + Limit;
    }
}
