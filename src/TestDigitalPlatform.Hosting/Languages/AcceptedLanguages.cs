using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace TestDigitalPlatform.Hosting.Languages;

/// <summary>Chooses the language that a caller prefers by <c>Accept-Language</c> (RFC 9110, section 12.5.4).</summary>
internal static class AcceptedLanguages
{
    // Nobody reads that many; what follows is passed over.
    private const int MostRanges = 20;

    /// <summary>The best of the offered languages; the first of them when the caller names none that it takes.</summary>
    /// <remarks>
    /// A range matches by its beginning (RFC 4647, section 3.3.1), and <c>de-AT</c> takes <c>de</c> where there is nothing
    /// nearer (section 3.4). What can't be read is passed over: a language is never a reason to refuse.
    /// </remarks>
    internal static Language Choose(StringValues header, IReadOnlyList<Language> offered)
    {
        if (StringValues.IsNullOrEmpty(header) || offered.Count < 2
            || !StringWithQualityHeaderValue.TryParseList(header, out var ranges))
            return offered[0];
        var (best, bestQuality, bestPlace) = (offered[0], 0.0, int.MaxValue);
        foreach (var language in offered)
        {
            var (quality, place) = Quality(language.Tag, ranges);
            if (quality > bestQuality || (quality == bestQuality && quality > 0 && place < bestPlace))
                (best, bestQuality, bestPlace) = (language, quality, place);
        }

        return best;
    }

    // The nearest range decides, wherever it stands: "de;q=0, *" takes anything but German.
    private static (double Quality, int Place) Quality(string language, IList<StringWithQualityHeaderValue> ranges)
    {
        var (nearest, quality, place) = (-1, 0.0, int.MaxValue);
        for (var i = 0; i < ranges.Count && i < MostRanges; i++)
        {
            var nearness = Nearness(language, ranges[i].Value.Value ?? "");
            if (nearness > nearest)
                (nearest, quality, place) = (nearness, ranges[i].Quality ?? 1, i);
        }

        return (quality, place);
    }

    private static int Nearness(string language, string range)
    {
        if (range == "*")
            return 0;
        if (IsWithin(language, range))
            return 1_000 + range.Length;
        return IsWithin(range, language) ? 1 + language.Length : -1;
    }

    // "de-AT" is within "de".
    private static bool IsWithin(string tag, string wider) =>
        tag.StartsWith(wider, StringComparison.OrdinalIgnoreCase)
        && (tag.Length == wider.Length || tag[wider.Length] == '-');
}
