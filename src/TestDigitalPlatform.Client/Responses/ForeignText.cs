namespace TestDigitalPlatform.Client.Responses;

/// <summary>Text that somebody else wrote, made fit for an exception and a log.</summary>
internal static class ForeignText
{
    private const string Cut = "…";

    /// <summary>
    /// One line of bounded length: whoever writes it can neither fill a log nor forge lines of it, nor speak to a
    /// terminal.
    /// </summary>
    internal static string Line(string text, int most)
    {
        // What is cut away anyway is not looked at: a text may have millions of characters.
        var seen = text.Length > 2 * most ? text[..(2 * most)] : text;
        var words = string.Concat(seen.Select(c => char.IsControl(c) ? ' ' : c))
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var line = string.Join(' ', words);
        return line.Length > most ? line[..most] + Cut : seen.Length < text.Length ? line + Cut : line;
    }
}
