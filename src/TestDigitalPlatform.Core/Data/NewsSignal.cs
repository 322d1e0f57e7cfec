using System.Collections.Concurrent;

namespace TestDigitalPlatform.Data;

/// <summary>Wakes the streams of a customer when there may be something new for them, and lets few of them look at once.</summary>
internal sealed class NewsSignal : IDisposable
{
    // In the place of a customer: the platform's own people, who see them all.
    private const string Everybody = "";

    // However many streams wake at once, they leave connections to others.
    private const int LooksAtOnce = 4;

    private readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim looks = new(LooksAtOnce);

    /// <summary>Looks, in turn with other streams.</summary>
    internal async Task<T> Look<T>(Func<Task<T>> look, CancellationToken cancellationToken)
    {
        await looks.WaitAsync(cancellationToken);
        try
        {
            return await look();
        }
        finally
        {
            looks.Release();
        }
    }

    public void Dispose() => looks.Dispose();

    /// <summary>Completes when there is news. Ask before you look, so that none is missed in between.</summary>
    internal Task Next(CustomerId? customer) => waiting.GetOrAdd(
        customer?.Value ?? Everybody, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    /// <param name="customer">Whose news it is; <see langword="null"/> or nothing for anybody's.</param>
    internal void Happened(string? customer)
    {
        if (waiting.IsEmpty)
            return;
        Wake(Everybody);
        if (customer is { Length: > 0 })
            Wake(customer);
        else
            foreach (var each in waiting.Keys)
                Wake(each);
    }

    private void Wake(string customer)
    {
        if (waiting.TryRemove(customer, out var waiters))
            waiters.TrySetResult();
    }
}
