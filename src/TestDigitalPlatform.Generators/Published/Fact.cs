namespace TestDigitalPlatform.Generators.Published;

/// <summary>
/// One thing that a contract promises, as a line of text: <c>command Acme.PlaceOrder takes title string</c>.
/// </summary>
/// <param name="Kind">What the subject is: <c>command</c>, <c>record</c>, …</param>
/// <param name="Subject">The type, as metadata names it.</param>
/// <param name="Verb">What is said of it: <c>takes</c>, <c>has</c>, <c>allows</c>, …</param>
/// <param name="Object">The rest of the line.</param>
internal sealed record Fact(string Kind, string Subject, string Verb, string Object)
{
    private static readonly HashSet<string> Kinds =
        new(StringComparer.Ordinal) { "query", "command", "event", "record", "enum", "id" };

    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "allows", "answers", "assumes", "by", "filters", "has", "is", "keeps", "limits", "requires", "sorts", "takes",
        "tells",
    };

    /// <summary>
    /// Says that limits and defaults were written down with the rest, so that one which is not there was not there. Files
    /// of earlier versions say nothing of them.
    /// </summary>
    public const string AllLimits = "members as listed";

    /// <summary>Whom an operation without roles lets in.</summary>
    public const string SignedIn = "everybody signed in";

    /// <summary>Stands between who is let in and the permission that they need.</summary>
    public const string With = " with ";

    /// <summary>The member that it is about, as callers write it; the empty text when it is about none.</summary>
    public string Member => Verb is "takes" or "has" or "tells" or "limits" or "keeps" or "assumes" ? Object.Split(' ')[0] : "";

    /// <summary>The type of that member.</summary>
    public string MemberType => Member.Length > 0 && Object.Split(' ') is { Length: > 1 } words ? words[1] : "";

    public bool IsOptional => Object.EndsWith(" optional", StringComparison.Ordinal);

    public static Fact? Parse(string line)
    {
        var words = line.Split([' '], 4);
        return words.Length == 4 && Kinds.Contains(words[0]) && Verbs.Contains(words[2]) && words[3].Trim().Length > 0
            ? new Fact(words[0], words[1], words[2], words[3])
            : null;
    }

    public override string ToString() => $"{Kind} {Subject} {Verb} {Object}";
}
