using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Generators.Contracts;

/// <summary>Whether a name says that something has happened, as far as its spelling tells.</summary>
internal static class PastTense
{
    private static readonly Regex Words = new("[A-Z][a-z0-9]*", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> Irregular = new(StringComparer.Ordinal)
    {
        "Become", "Been", "Begun", "Born", "Bought", "Bound", "Broken", "Brought", "Built", "Burnt", "Came", "Caught",
        "Chosen", "Come", "Cut", "Dealt", "Done", "Drawn", "Driven", "Ended", "Fallen", "Fed", "Fell", "Felt", "Fit",
        "Flown", "Forgotten", "Fought", "Found", "Frozen", "Gave", "Given", "Gone", "Got", "Gotten", "Grown", "Grew",
        "Had", "Heard", "Held", "Hidden", "Hit", "Hung", "Hurt", "Kept", "Known", "Laid", "Led", "Left", "Lent", "Let",
        "Lit", "Lost", "Made", "Meant", "Met", "Overdrawn", "Overridden", "Paid", "Proven", "Put", "Quit", "Ran",
        "Read", "Rebuilt", "Redone", "Reset", "Resent", "Rewritten", "Ridden", "Risen", "Rose", "Run", "Said", "Sat",
        "Seen", "Sent", "Set", "Shaken", "Shown", "Shrunk", "Shut", "Slept", "Sold", "Spent", "Split", "Spoken",
        "Spread", "Stolen", "Stood", "Stuck", "Swapped", "Taken", "Taught", "Thought", "Thrown", "Told", "Took", "Torn",
        "Undone", "Understood", "Upheld", "Upset", "Went", "Withdrawn", "Withheld", "Woken", "Won", "Worn", "Written",
        "Wrote",
    };

    private static readonly HashSet<string> OnlyLooksLikeIt = new(StringComparer.Ordinal)
    {
        "Bed", "Breed", "Creed", "Deed", "Embed", "Exceed", "Feed", "Greed", "Indeed", "Need", "Proceed", "Red", "Reed",
        "Seed", "Shed", "Speed", "Succeed", "Weed",
    };

    /// <summary>Any word counts: <c>UserSignedIn</c> and <c>PaymentReceivedLate</c> are fine.</summary>
    public static bool IsIn(string name) =>
        Words.Matches(name).Cast<Match>().Select(match => match.Value).Any(IsPast);

    private static bool IsPast(string word) => Irregular.Contains(word)
        || (word.Length > 3 && word.EndsWith("ed", StringComparison.Ordinal) && !OnlyLooksLikeIt.Contains(word));
}
