using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;

namespace TestDigitalPlatform.Caching;

/// <summary>Keeps answers in memory; many who ask for the same at once wait for one fetch.</summary>
internal sealed class QueryCache(CacheInvalidation invalidation, TimeProvider time)
{
    private const int MaxEntries = 10_000;

    private readonly ConcurrentDictionary<string, Lazy<Task<CachedAnswer>>> answers = new(StringComparer.Ordinal);

    /// <param name="operation">The query's description, which says how long an answer is kept.</param>
    /// <param name="caller">Whose answer it is.</param>
    /// <param name="question">The query as text: the same text means the same question.</param>
    /// <param name="fetch">Makes the answer. Runs without the caller's cancellation, since others may wait for it
    /// too.</param>
    /// <param name="cancellationToken">Stops waiting, not the fetch.</param>
    internal async Task<CachedAnswer> Get<TAnswer>(
        Operation operation, Caller? caller, string question, Func<Task<TAnswer>> fetch, CancellationToken cancellationToken)
    {
        var key = $"{operation.Name}\n{caller?.Customer?.Value}\n{caller?.Role}\n{(operation.CachePerUser ? caller?.User.Value : "")}\n{question}";
        while (true)
        {
            if (answers.TryGetValue(key, out var known))
            {
                var answer = await known.Value.WaitAsync(cancellationToken);
                if (answer.Stamp == invalidation.Stamp(operation, caller?.Customer) && answer.Until > time.GetUtcNow())
                    return answer;
                answers.TryRemove(new(key, known));
            }

            if (answers.Count >= MaxEntries)
                answers.Clear();
            var stamp = invalidation.Stamp(operation, caller?.Customer);
            Lazy<Task<CachedAnswer>>? mine = null;
            mine = new Lazy<Task<CachedAnswer>>(() => Make(key, mine!, operation, stamp, fetch));
            if (answers.TryAdd(key, mine))
                return await mine.Value.WaitAsync(cancellationToken);
        }
    }

    private async Task<CachedAnswer> Make<TAnswer>(
        string key, Lazy<Task<CachedAnswer>> entry, Operation operation, long stamp, Func<Task<TAnswer>> fetch)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(await fetch(), PlatformJson.Options);
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"";
            return new CachedAnswer(json, tag, stamp, time.GetUtcNow() + operation.CacheFor!.Value);
        }
        catch
        {
            // A failure is told to those who wait, and to nobody after them.
            answers.TryRemove(new(key, entry));
            throw;
        }
    }
}
