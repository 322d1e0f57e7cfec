using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Connections;

/// <summary>Tells operators that connections are being ended, once in a while, however many there are.</summary>
internal sealed class EndedCount(Func<int> open, ILogger logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly Lock door = new();
    private long ended;
    private long told;
    private long toldAt;

    internal long Ended => Interlocked.Read(ref ended);

    internal void Add()
    {
        var all = Interlocked.Increment(ref ended);
        lock (door)
        {
            if (told > 0 && TimeProvider.System.GetElapsedTime(toldAt) < Interval)
                return;
            ConnectionsLog.Ended(logger, all - told, open());
            (told, toldAt) = (all, TimeProvider.System.GetTimestamp());
        }
    }
}
