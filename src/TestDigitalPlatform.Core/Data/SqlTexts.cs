using System.Collections.Concurrent;

namespace TestDigitalPlatform.Data;

/// <summary>
/// Keeps one text for each statement, so that a statement which runs often is not made and read anew each time.
/// </summary>
internal static class SqlTexts
{
    // A service has some hundred statements. Filters multiply them, and callers choose the filters: so there is an end.
    private const int MaxTexts = 2_000;

    private static readonly ConcurrentDictionary<string, SqlText> Texts = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, SqlText>.AlternateLookup<ReadOnlySpan<char>> Known =
        Texts.GetAlternateLookup<ReadOnlySpan<char>>();

    private static int count;

    internal static SqlText Of(ReadOnlySpan<char> text) =>
        Known.TryGetValue(text, out var known) ? known : Add(text.ToString());

    internal static SqlText Of(string text) => Texts.TryGetValue(text, out var known) ? known : Add(text);

    private static SqlText Add(string text)
    {
        var made = new SqlText(text);
        if (Volatile.Read(ref count) < MaxTexts && Texts.TryAdd(text, made))
            Interlocked.Increment(ref count);
        return made;
    }
}
