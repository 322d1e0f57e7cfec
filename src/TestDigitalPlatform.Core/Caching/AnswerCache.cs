using TestDigitalPlatform.Telemetry;

namespace TestDigitalPlatform.Caching;

/// <summary>Answers in memory, up to so many bytes: the one that was not asked for the longest makes room.</summary>
internal sealed class AnswerCache(long maxBytes)
{
    // One large answer must not drive out all others.
    private const int AnswersAtLeast = 8;

    private readonly Lock gate = new();
    private readonly Dictionary<string, CacheEntry> answers = new(StringComparer.Ordinal);
    private readonly LinkedList<CacheEntry> byUse = [];
    private long bytes;

    internal long Bytes => Interlocked.Read(ref bytes);

    /// <summary>The answer under this key, which may still be in the making.</summary>
    internal CacheEntry? Find(string key)
    {
        lock (gate)
        {
            if (!answers.TryGetValue(key, out var answer))
                return null;
            byUse.Remove(answer.Place);
            byUse.AddFirst(answer.Place);
            return answer;
        }
    }

    /// <returns>Whether it is kept; another one is when it is not.</returns>
    internal bool TryAdd(CacheEntry answer)
    {
        lock (gate)
        {
            if (!answers.TryAdd(answer.Key, answer))
                return false;
            byUse.AddFirst(answer.Place);
            Count(answer.Bytes);
            return true;
        }
    }

    /// <summary>Takes note of how long the answer has become, and makes room for it.</summary>
    internal void Weigh(CacheEntry answer, int length)
    {
        lock (gate)
        {
            if (!IsKept(answer))
                return;
            answer.Bytes += length;
            Count(length);
            if (answer.Bytes > maxBytes / AnswersAtLeast)
                Drop(answer);
            while (bytes > maxBytes)
            {
                Drop(byUse.Last!.Value);
                PlatformTelemetry.AnswerEvicted();
            }
        }
    }

    internal void Remove(CacheEntry answer)
    {
        lock (gate)
        {
            if (IsKept(answer))
                Drop(answer);
        }
    }

    private bool IsKept(CacheEntry answer) => answers.TryGetValue(answer.Key, out var kept) && kept == answer;

    private void Drop(CacheEntry answer)
    {
        answers.Remove(answer.Key);
        byUse.Remove(answer.Place);
        Count(-answer.Bytes);
    }

    // Read from outside of the lock.
    private void Count(long change) => Interlocked.Add(ref bytes, change);
}
