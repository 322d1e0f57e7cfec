using Microsoft.Extensions.Logging;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>Knows the identity provider's keys, and notices when they change.</summary>
/// <remarks>
/// <para>All who need the keys share one fetch, and fetches keep a distance, whoever asks and however often: strangers
/// who send rubbish can neither make the service hammer its provider nor use up what a new key needs. A token whose key
/// is not known waits for the next fetch, which begins within <see cref="Distance"/>.</para>
/// <para>Keys stay good for <see cref="KeptFor"/> without the provider: its restart is nobody's outage. After that they
/// are not believed, since a key that was withdrawn could not be told from one that is valid.</para>
/// </remarks>
internal sealed class ProviderKeys(ProviderDocuments documents, TimeProvider time, ILogger<ProviderKeys> logger)
    : IKeySource, IDisposable
{
    /// <summary>From one fetch's start or failure to the next one's start.</summary>
    internal static readonly TimeSpan Distance = TimeSpan.FromSeconds(3);

    internal static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(5);

    internal static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>How many requests wait for a new key at once; more are judged by the keys that are known.</summary>
    internal const int MaxWaiting = 256;

    // A provider that is silent must not hold a request for longer.
    private static readonly TimeSpan MaxWait = Distance + ProviderDocuments.TimeLimit;

    private static readonly TimeSpan LogDistance = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly CancellationTokenSource ended = new();
    private Known? known;
    private Discovery? discovery;
    private DateTimeOffset discoveredAt;
    private DateTimeOffset mayFetchFrom;
    private DateTimeOffset? failureLogged;
    private bool isLogged;
    private volatile bool hasFailed;
    private Task running = Task.CompletedTask;
    private Task? next;
    private int waiting;

    public string Name => "the identity provider's keys";

    /// <summary>Whether there are keys that are believed.</summary>
    internal bool HasKeys => Usable() is not null;

    /// <summary>Fetches the keys if that is due.</summary>
    /// <returns>Ends with the fetch that is under way, whatever comes of it.</returns>
    internal Task Refresh()
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (running.IsCompleted && now >= mayFetchFrom && (known is null || now >= known.At + RefreshAfter))
                Begin(now);
            return running;
        }
    }

    public async ValueTask<KeySet?> Current(CancellationToken cancellationToken)
    {
        var refresh = Refresh();
        if (Usable() is { } keys)
            return keys;
        await refresh.WaitAsync(cancellationToken);
        return Usable();
    }

    public async ValueTask<KeySet?> Newer(KeySet than, CancellationToken cancellationToken)
    {
        if (Usable() is { } already && already != than)
            return already;
        if (HasJustFailed())
            return null;
        if (Interlocked.Increment(ref waiting) > MaxWaiting)
        {
            Interlocked.Decrement(ref waiting);
            return than;
        }

        try
        {
            await Next().WaitAsync(MaxWait, cancellationToken);
            // Without an answer of the provider nobody knows whether the token is good.
            return hasFailed ? null : Usable();
        }
        catch (TimeoutException)
        {
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    public void Dispose()
    {
        ended.Cancel();
        documents.Dispose();
    }

    private KeySet? Usable() => Volatile.Read(ref known) is { } last && time.GetUtcNow() < last.At + KeptFor
        ? last.Keys
        : null;

    // A fetch that has begun already may have read the keys as they were before the token was signed.
    private Task Next()
    {
        lock (gate)
            return next ??= FetchLater(running);
    }

    private async Task FetchLater(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding | ConfigureAwaitOptions.SuppressThrowing);
        var wait = Wait();
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, time, ended.Token);
        Task fetch;
        lock (gate)
        {
            next = null;
            // Another one may have begun meanwhile, and that is after all who wait here.
            if (running.IsCompleted)
                Begin(time.GetUtcNow());
            fetch = running;
        }

        await fetch;
    }

    // A provider that is silent would otherwise hold every caller who comes with an unknown key.
    private bool HasJustFailed()
    {
        lock (gate)
            return hasFailed && running.IsCompleted && time.GetUtcNow() < mayFetchFrom;
    }

    private TimeSpan Wait()
    {
        lock (gate)
            return mayFetchFrom - time.GetUtcNow();
    }

    private void Begin(DateTimeOffset now)
    {
        mayFetchFrom = now + Distance;
        // It belongs to no request: not to its trace, and not to its end.
        using (ExecutionContext.SuppressFlow())
            running = Task.Run(Fetch);
    }

    private async Task Fetch()
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
            limit.CancelAfter(ProviderDocuments.TimeLimit);
            var keys = await documents.Keys(await WhereKeysAre(limit.Token), limit.Token);
            Volatile.Write(ref known, new Known(keys, time.GetUtcNow()));
            hasFailed = false;
            LogKeys(keys);
        }
        catch (ProviderException e)
        {
            discovery = null;
            hasFailed = true;
            lock (gate)
                mayFetchFrom = time.GetUtcNow() + Distance;
            LogFailure(e);
        }
    }

    // Where they are changes rarely, so a search for a new key asks for one document only.
    private async Task<Discovery> WhereKeysAre(CancellationToken limit)
    {
        var now = time.GetUtcNow();
        if (discovery is { } found && now < discoveredAt + RefreshAfter)
            return found;
        discovery = await documents.Discover(limit);
        discoveredAt = now;
        return discovery;
    }

    private void LogKeys(KeySet keys)
    {
        if (failureLogged is not null || !isLogged)
            TokenLog.KeysFetched(logger, keys.Issuer, keys.Keys.Count);
        (isLogged, failureLogged) = (true, null);
    }

    private void LogFailure(ProviderException failure)
    {
        var now = time.GetUtcNow();
        if (ended.IsCancellationRequested || now < failureLogged + LogDistance)
            return;
        failureLogged = now;
        if (HasKeys)
            TokenLog.KeysNotRefreshed(logger, failure.Message, (int)KeptFor.TotalHours);
        else
            TokenLog.NoKeys(logger, failure.Message);
    }

    private sealed record Known(KeySet Keys, DateTimeOffset At);
}
