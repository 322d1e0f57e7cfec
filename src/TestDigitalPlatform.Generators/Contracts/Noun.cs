namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>One or many of a kind, as far as English spelling tells.</summary>
internal static class Noun
{
    private static readonly string[] Hissing = ["ch", "sh", "x", "z"];

    private static readonly HashSet<string> Plurals = new(StringComparer.Ordinal)
    {
        "advice", "aircraft", "children", "criteria", "data", "deer", "equipment", "feedback", "feet", "fish",
        "furniture", "hardware", "information", "luggage", "mail", "media", "men", "mice", "money", "music", "people",
        "research", "schemata", "sheep", "software", "staff", "traffic", "women",
    };

    /// <param name="word">In lower case; of several words joined by hyphens the last one counts.</param>
    public static bool IsSingular(string word) =>
        word[word.Length - 1] != 's' && !Plurals.Contains(word.Substring(word.LastIndexOf('-') + 1));

    public static string Plural(string word)
    {
        var isConsonantAndY = word.Length > 1 && word[word.Length - 1] == 'y'
            && "aeiou".IndexOf(word[word.Length - 2]) < 0;
        if (isConsonantAndY)
            return word.Substring(0, word.Length - 1) + "ies";
        return word + (Hissing.Any(end => word.EndsWith(end, StringComparison.Ordinal)) ? "es" : "s");
    }
}
