namespace TestDigitalPlatform.Grammar;

/// <summary>The keys of the <c>Idempotency-Key</c> header, by the IETF draft of that name.</summary>
internal static class IdempotencyKeys
{
    /// <summary>What the header holds: a key, with or without quotes around it.</summary>
    internal const string HeaderPattern = """^("[ !#-\[\]-~]{1,200}"|[!#-~]([ !#-~]{0,198}[!#-~])?)$""";

    /// <summary>The longest value of the header: a key with its quotes.</summary>
    internal const int MaxHeaderLength = MaxLength + 2;

    /// <summary>What a key is, for people.</summary>
    internal const string Rule =
        "An idempotency key must have 1 to 200 printable ASCII characters, no quotes, and no space at its ends.";

    private const int MaxLength = 200;

    /// <summary>Whether every service takes it, sent as it is.</summary>
    internal static bool IsKey(string key) => IsPrintable(key) && key[0] != ' ' && key[^1] != ' ';

    /// <summary>Reads the key from the header; quotes around it, which the draft asks for and few send, don't count.</summary>
    /// <returns><see langword="null"/> when it is no key.</returns>
    internal static string? Read(string sent) => sent switch
    {
        // Within quotes a backslash would stand for the character after it (RFC 9651, section 3.3.3).
        ['"', .. var key, '"'] => IsPrintable(key) && !key.Contains('\\', StringComparison.Ordinal) ? key : null,
        _ => IsPrintable(sent) ? sent : null,
    };

    private static bool IsPrintable(ReadOnlySpan<char> key) =>
        key.Length is >= 1 and <= MaxLength && !key.ContainsAnyExceptInRange(' ', '~') && !key.Contains('"');
}
