using System.Collections.Concurrent;

namespace TestDigitalPlatform.Encryption;

/// <summary>Keeps keys in memory for a short time.</summary>
internal sealed class KeyCache(IKeyStore store, TimeProvider time)
{
    /// <summary>For how long. A key that is destroyed is used no longer than that.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private const int MaxOwners = 10_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);

    /// <summary>The keys, if they are here and fresh.</summary>
    internal CustomerKeys? Find(CustomerId? owner) =>
        entries.TryGetValue(owner?.Value ?? "", out var entry) && entry.Keys is { IsCompletedSuccessfully: true } keys && IsFresh(entry)
            ? keys.Result
            : null;

    /// <summary>Gets the keys; many who need the same at once wait for one call to the store.</summary>
    /// <param name="owner">The customer, or nobody for the platform.</param>
    /// <param name="number">A key that must be among them, for which the store is asked again.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="KeysUnavailableException">The store failed.</exception>
    internal async ValueTask<CustomerKeys> Get(CustomerId? owner, int number, CancellationToken cancellationToken)
    {
        if (Find(owner) is { } found && (found.AreDestroyed || found.Keys.Count >= number))
            return found;
        var name = owner?.Value ?? "";
        if (entries.TryGetValue(name, out var entry) && (entry.Keys.IsCompleted || !IsFresh(entry)))
        {
            entries.TryRemove(KeyValuePair.Create(name, entry));
            entry = null;
        }

        if (entry is null && entries.Count >= MaxOwners)
            entries.Clear();
        entry = entries.GetOrAdd(name, static (_, asked) => asked.Cache.Ask(asked.Owner), (Cache: this, Owner: owner));
        return await entry.Keys.WaitAsync(cancellationToken);
    }

    private bool IsFresh(Entry entry) => time.GetElapsedTime(entry.Since) < Lifetime;

    private Entry Ask(CustomerId? owner) => new(time.GetTimestamp(), new Lazy<Task<CustomerKeys>>(() => Load(owner)));

    // Without the caller's cancellation: others wait for the same.
    private async Task<CustomerKeys> Load(CustomerId? owner)
    {
        try
        {
            // A store may work without ever awaiting, or not answer at all.
            return await Task.Run(() => store.Get(owner, CancellationToken.None)).WaitAsync(Limit);
        }
        catch (Exception e) when (e is not PlatformException)
        {
            throw new KeysUnavailableException(
                "The key store did not answer, so sensitive values can't be encrypted or decrypted now.", e);
        }
    }

    private sealed class Entry(long since, Lazy<Task<CustomerKeys>> keys)
    {
        internal long Since { get; } = since;

        internal Task<CustomerKeys> Keys => keys.Value;
    }
}

/// <summary>The key store can't be used now.</summary>
/// <param name="why">Why, for a person.</param>
/// <param name="inner">What it threw, if it did.</param>
internal sealed class KeysUnavailableException(string why, Exception? inner = null) : DependencyException(why, inner)
{
    public override bool IsTransient => true;
}
