namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>Lets so many requests in at once and turns away the rest, without making any wait.</summary>
internal sealed class RequestGate(PlatformOptions options)
{
    private int inside;

    internal bool TryEnter()
    {
        if (Interlocked.Increment(ref inside) <= options.MaxConcurrentRequests)
            return true;
        Leave();
        return false;
    }

    internal void Leave() => Interlocked.Decrement(ref inside);
}
