namespace TestDigitalPlatform.Messages;

/// <summary>Wakes one that waits for work. Setting it again before somebody has come changes nothing.</summary>
internal sealed class MessageSignal : IDisposable
{
    private readonly SemaphoreSlim set = new(0, 1);
    private readonly Lock gate = new();

    internal void Set()
    {
        lock (gate)
        {
            if (set.CurrentCount == 0)
                set.Release();
        }
    }

    /// <summary>Waits until it is set, at most so long.</summary>
    internal async Task Wait(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        if (set.Wait(0, cancellationToken))
            return;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var signalled = set.WaitAsync(limit.Token);
        var elapsed = Task.Delay(atMost, time, limit.Token);
        await Task.WhenAny(signalled, elapsed);
        await limit.CancelAsync();
        await signalled.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => set.Dispose();
}
