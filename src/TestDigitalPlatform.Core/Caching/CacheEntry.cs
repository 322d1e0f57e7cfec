namespace TestDigitalPlatform.Caching;

/// <summary>One answer that is kept, or in the making: whoever asks meanwhile waits for the same.</summary>
internal sealed class CacheEntry
{
    // About what it takes besides its texts: the objects, and its places in two collections.
    private const int Overhead = 500;

    private readonly Lazy<Task<CachedAnswer>> answer;

    /// <param name="key">Whose answer to which question.</param>
    /// <param name="make">Makes it; called once, by the first who waits.</param>
    internal CacheEntry(string key, Func<CacheEntry, Task<CachedAnswer>> make)
    {
        Key = key;
        Place = new LinkedListNode<CacheEntry>(this);
        Bytes = Overhead + (key.Length * sizeof(char));
        answer = new Lazy<Task<CachedAnswer>>(() => make(this));
    }

    internal string Key { get; }

    /// <summary>Where it stands among the others, by when each was asked for last.</summary>
    internal LinkedListNode<CacheEntry> Place { get; }

    /// <summary>About how much memory it takes, without the body while that is in the making.</summary>
    internal long Bytes { get; set; }

    internal Task<CachedAnswer> Wait(CancellationToken cancellationToken) => answer.Value.WaitAsync(cancellationToken);
}
