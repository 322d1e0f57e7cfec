using System.Globalization;
using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Hosting.OpenApi.Paths;

/// <summary>Makes a short imperative title from a message's name: <c>SubmitRequest</c> is "Submit a request".</summary>
internal static partial class OperationTitle
{
    private static readonly HashSet<string> Prepositions =
        ["about", "after", "as", "at", "before", "by", "for", "from", "in", "into", "of", "on", "to", "with", "without"];

    // After these there is nothing to count: a pronoun, an adverb, or what has no plural.
    private static readonly HashSet<string> Uncounted =
    [
        "access", "all", "anything", "data", "everything", "feedback", "history", "information", "it", "me", "money",
        "nothing", "own", "progress", "something", "this", "up", "down", "out", "off",
    ];

    // A question is not about one thing, and neither is a list.
    private static readonly HashSet<string> Beginnings =
    [
        "am", "are", "can", "count", "did", "do", "does", "has", "have", "how", "is", "list", "search", "was", "what",
        "when", "where", "which", "who", "why",
    ];

    internal static string Of(string message)
    {
        var words = Parts().Matches(message).Select(m => Word(m.Value)).ToList();
        if (words.Count == 0)
            return message;
        var version = words.Count > 1 && Version().IsMatch(words[^1]) ? $" ({words[^1].ToLowerInvariant()})" : "";
        if (version.Length > 0)
            words.RemoveAt(words.Count - 1);
        if (Noun(words) is { } noun)
            words.Insert(noun, StartsWithVowelSound(words[noun]) ? "an" : "a");
        var title = string.Join(' ', words);
        return string.Concat(title[..1].ToUpper(CultureInfo.InvariantCulture), title.AsSpan(1), version);
    }

    // Where the article goes: before the last noun and its adjectives, when it names one thing.
    private static int? Noun(List<string> words)
    {
        if (words.Count < 2 || Beginnings.Contains(words[0]) || IsManyOrNone(words[^1]))
            return null;
        var preposition = words.FindLastIndex(Prepositions.Contains);
        return preposition == words.Count - 1 ? null : Math.Max(preposition, 0) + 1;
    }

    private static bool IsManyOrNone(string word) =>
        Uncounted.Contains(word)
        || word.EndsWith("ing", StringComparison.Ordinal)
        || word.All(char.IsDigit)
        || (word.EndsWith('s') && !SingularEnding().IsMatch(word));

    private static bool StartsWithVowelSound(string word) =>
        char.IsUpper(word[0]) ? "AEFHILMNORSX".Contains(word[0], StringComparison.Ordinal)
        : word.StartsWith("hour", StringComparison.Ordinal) || word.StartsWith("hono", StringComparison.Ordinal)
        || ("aeiou".Contains(word[0], StringComparison.Ordinal) && !ConsonantSound().IsMatch(word));

    // VAT stays as it is; Request becomes request.
    private static string Word(string part) =>
        part.Length > 1 && part.All(c => char.IsUpper(c) || char.IsDigit(c)) || part is "I"
            ? part
            : part.ToLowerInvariant();

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})\d*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lt}\p{Lm}\p{M}]+\d*|\d+")]
    private static partial Regex Parts();

    [GeneratedRegex("^[vV][0-9]+$")]
    private static partial Regex Version();

    [GeneratedRegex("(ss|us|is)$")]
    private static partial Regex SingularEnding();

    [GeneratedRegex("^(u[bcfhjknqrst][aeiou]|uti|uni(?!n)|one|once|eu)")]
    private static partial Regex ConsonantSound();
}
