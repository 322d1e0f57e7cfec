using System.Collections.Concurrent;

namespace TestDigitalPlatform.Testing;

/// <summary>The log of a service under test.</summary>
/// <remarks>
/// Contains <c>Warning</c> and above by default. Change it with settings such as <c>Logging:LogLevel:Default=Debug</c>.
/// </remarks>
public sealed class TestLog
{
    private const int MaxLines = 1_000;
    private const int MaxShown = 20;

    private readonly ConcurrentQueue<string> lines = new();

    internal TestLog()
    {
    }

    /// <summary>The last 1,000 entries, oldest first, including exceptions.</summary>
    public IReadOnlyList<string> Lines => [.. lines];

    /// <summary>The last entries, for the end of a failure's message; the empty text when there are none.</summary>
    internal string Shown() => lines.IsEmpty
        ? ""
        : "\n\nLogged by the service:\n  " + string.Join('\n', lines.TakeLast(MaxShown)).ReplaceLineEndings("\n  ");

    internal void Add(string line)
    {
        lines.Enqueue(line);
        if (lines.Count > MaxLines)
            lines.TryDequeue(out _);
    }
}
