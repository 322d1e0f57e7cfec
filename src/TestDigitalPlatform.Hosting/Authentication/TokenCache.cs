using System.Collections.Concurrent;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>
/// Remembers tokens that were found good, until they expire: checking a signature costs more than serving most
/// requests.
/// </summary>
/// <remarks>
/// Two generations: when the young one is full it becomes the old one, and what is used is carried over. So the cache
/// holds at most twice its size, and nobody pays for tidying up.
/// </remarks>
internal sealed class TokenCache(int size)
{
    private ConcurrentDictionary<TokenHash, Entry> young = new();
    private ConcurrentDictionary<TokenHash, Entry> old = new();

    internal Entry? Find(TokenHash key, DateTimeOffset now)
    {
        if (!young.TryGetValue(key, out var entry))
        {
            if (!old.TryGetValue(key, out entry))
                return null;
            Add(key, entry);
        }

        return entry.Expires > now ? entry : null;
    }

    internal void Add(TokenHash key, Entry entry)
    {
        if (young.Count >= size)
        {
            old = young;
            young = new();
        }

        young[key] = entry;
    }

    /// <summary>A token that was found good.</summary>
    internal sealed record Entry(Caller Caller, DateTimeOffset Expires, TokenHandles Handles);
}
