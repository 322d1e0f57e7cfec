using System.Collections.Concurrent;

namespace TestDigitalPlatform.Data;

/// <summary>
/// Keeps one string for each statement, so that a statement which runs often is not made anew each time.
/// </summary>
internal static class SqlTexts
{
    // A service has some hundred statements. Filters multiply them, and callers choose the filters: so there is an end.
    private const int MaxTexts = 2_000;

    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Known =
        Texts.GetAlternateLookup<ReadOnlySpan<char>>();

    private static int count;

    internal static string Of(ReadOnlySpan<char> text) =>
        Known.TryGetValue(text, out var known) ? known : Add(text.ToString());

    private static string Add(string text)
    {
        if (Volatile.Read(ref count) < MaxTexts && Texts.TryAdd(text, text))
            Interlocked.Increment(ref count);
        return text;
    }
}
