using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using System.Text.Json;
using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Caching;

/// <summary>Keeps answers in memory; many who ask for the same at once wait for one fetch.</summary>
internal sealed class QueryCache : IDisposable
{
    private readonly CacheInvalidation invalidation;
    private readonly TimeProvider time;
    private readonly AnswerCache answers;
    private readonly Meter meter = new(PlatformTelemetry.Name);

    /// <param name="invalidation">Knows what has happened since an answer was made.</param>
    /// <param name="time">Tells when an answer is too old.</param>
    /// <param name="maxBytes">How much memory the answers may take.</param>
    internal QueryCache(CacheInvalidation invalidation, TimeProvider time, long maxBytes)
    {
        (this.invalidation, this.time) = (invalidation, time);
        answers = new AnswerCache(maxBytes);
        meter.CreateObservableUpDownCounter(
            "tdp.cache.size", () => answers.Bytes, "By", "Memory used by cached answers.");
    }

    /// <param name="operation">The query's description, which says how long an answer is kept.</param>
    /// <param name="caller">Whose answer it is.</param>
    /// <param name="question">The query as text: the same text means the same question.</param>
    /// <param name="fetch">Makes the answer. Runs without the caller's cancellation, since others may wait for it
    /// too.</param>
    /// <param name="cancellationToken">Stops waiting, not the fetch.</param>
    internal async Task<CachedAnswer> Get<TAnswer>(
        Operation operation, Caller? caller, string question, Func<Task<TAnswer>> fetch,
        CancellationToken cancellationToken)
    {
        var key = $"{operation.Name}\n{caller?.Customer?.Value}\n{caller?.Role}\n{(operation.CachePerUser ? caller?.User.Value : "")}\n{PermissionsOf(caller)}\n{question}";
        while (true)
        {
            if (invalidation.IsUnsettled(operation, caller?.Customer))
                return await new CacheEntry(key, entry => Make(entry, operation, 0, fetch)).Wait(cancellationToken);
            if (answers.Find(key) is { } known)
            {
                var answer = await known.Wait(cancellationToken);
                if (answer.Stamp == invalidation.Stamp(operation, caller?.Customer) && answer.Until > time.GetUtcNow())
                    return answer;
                answers.Remove(known);
            }

            var stamp = invalidation.Stamp(operation, caller?.Customer);
            var mine = new CacheEntry(key, entry => Make(entry, operation, stamp, fetch));
            if (answers.TryAdd(mine))
                return await mine.Wait(cancellationToken);
        }
    }

    // An answer may depend on them, and most callers have none.
    private static string PermissionsOf(Caller? caller) =>
        caller is { Permissions.Count: > 0 } ? string.Join(' ', caller.Permissions) : "";

    public void Dispose() => meter.Dispose();

    private async Task<CachedAnswer> Make<TAnswer>(
        CacheEntry entry, Operation operation, long stamp, Func<Task<TAnswer>> fetch)
    {
        try
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(await fetch(), PlatformJson.Options);
            var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16))}\"";
            answers.Weigh(entry, json.Length);
            return new CachedAnswer(json, tag, stamp, time.GetUtcNow() + operation.CacheFor!.Value);
        }
        catch
        {
            // A failure is told to those who wait, and to nobody after them.
            answers.Remove(entry);
            throw;
        }
    }
}
