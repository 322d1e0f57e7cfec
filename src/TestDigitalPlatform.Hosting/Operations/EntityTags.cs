using Microsoft.Extensions.Primitives;

namespace TestDigitalPlatform.Hosting.Operations;

/// <summary>The value of <c>If-Match</c> or <c>If-None-Match</c> (RFC 9110, sections 13.1.1 and 8.8.3).</summary>
/// <param name="IsAny">Whether it is <c>*</c>.</param>
/// <param name="Tags">Its tags, without their quotes.</param>
internal sealed record EntityTags(bool IsAny, IReadOnlyList<(bool IsWeak, string Opaque)> Tags)
{
    /// <summary>More than any client has versions in hand.</summary>
    internal const int Most = 50;

    /// <summary>What the document says of the header: the tags that a client is given, or <c>*</c>.</summary>
    internal const string Pattern = """^(\*|(W/)?"[!#-~]*"(, (W/)?"[!#-~]*"){0,49})$""";

    /// <returns><see langword="null"/> when it is malformed, or holds too many tags.</returns>
    internal static EntityTags? Parse(StringValues header)
    {
        var tags = new List<(bool, string)>();
        if (header is [{ } only] && only.Trim(' ', '\t') == "*")
            return new EntityTags(true, []);
        foreach (var line in header)
        {
            var rest = line.AsSpan();
            // The same list may come in several lines, and with nothing between two commas (section 5.6.1).
            while (!(rest = rest.TrimStart(" \t,")).IsEmpty)
            {
                if (!TryTake(ref rest, out var tag) || tags.Count == Most)
                    return null;
                tags.Add(tag);
            }
        }

        return tags.Count == 0 ? null : new EntityTags(false, tags);
    }

    private static bool TryTake(ref ReadOnlySpan<char> rest, out (bool IsWeak, string Opaque) tag)
    {
        tag = default;
        var isWeak = rest.StartsWith("W/", StringComparison.Ordinal);
        var quoted = isWeak ? rest[2..] : rest;
        var end = quoted is ['"', ..] ? quoted[1..].IndexOf('"') : -1;
        if (end < 0)
            return false;
        var opaque = quoted.Slice(1, end);
        rest = quoted[(end + 2)..].TrimStart(" \t");
        tag = (isWeak, opaque.ToString());
        // Printable, or beyond ASCII; a space ends no tag, and is in none.
        return !opaque.ContainsAnyInRange('\0', ' ') && !opaque.Contains('\x7F') && (rest is [] or [',', ..]);
    }
}
