using TestDigitalPlatform.Generators.Operations;
using TestDigitalPlatform.Grammar;

namespace TestDigitalPlatform.Generators.Published;

/// <summary>Something that callers of what was published would stumble over.</summary>
/// <param name="Member">The member that it is about, if any.</param>
/// <param name="What">What is otherwise than published.</param>
/// <param name="How">How to mend it.</param>
internal sealed record Break(string Member, string What, string How);

/// <summary>Compares what a type promised with what it promises now.</summary>
/// <remarks>
/// More may be offered and less be asked for. What is read may not vanish, become null, take a value that is new or
/// leave its limits; what is sent may not become required, get narrower limits, or mean something else when it is left
/// out.
/// </remarks>
internal static class Compatibility
{
    public static IEnumerable<Break> Breaks(IReadOnlyList<Fact> before, IReadOnlyList<Fact> now) =>
        Gone(before, now).Concat(Demanded(before, now));

    private static IEnumerable<Break> Gone(IReadOnlyList<Fact> before, IReadOnlyList<Fact> now)
    {
        var kept = new HashSet<Fact>(now);
        foreach (var fact in before.Where(f => !kept.Contains(f) && !IsOffered(f, now)))
        {
            var instead = now.FirstOrDefault(f => f.Verb == fact.Verb && (f.Verb is "is" or "answers"
                || (f.Verb == "sorts" && IsOrder(f) && IsOrder(fact))
                || (fact.Member.Length > 0 && IsSame(f, fact)
                    && (fact.Verb != "keeps" || LimitText.Of(f).Rule == LimitText.Of(fact).Rule))));
            yield return new Break(
                fact.Member,
                $"no longer {fact.Verb} '{fact.Object}'" + (instead is null ? "" : $" but '{instead.Object}'"),
                "restore it, or add a new version of the contract next to it; if it is no longer used, "
                + $"remove the line '{fact}' from published.txt");
        }
    }

    private static bool IsOrder(Fact fact) => fact.Object.StartsWith("first by ", StringComparison.Ordinal);

    // Asked of callers, or answered to them, who were not told when they were written.
    private static IEnumerable<Break> Demanded(IReadOnlyList<Fact> before, IReadOnlyList<Fact> now)
    {
        var known = new HashSet<Fact>(before);
        foreach (var fact in now.Where(f => !known.Contains(f)))
        {
            if (Demand(fact, before) is var (what, how))
                yield return new Break(fact.Member, what, how + ", or add a new version of the contract next to it");
        }
    }

    private static (string What, string How)? Demand(Fact fact, IReadOnlyList<Fact> before) => fact switch
    {
        { Kind: "enum", Verb: "has" } when before.Any(b => b.Verb == "has") =>
            ($"newly has '{fact.Object}', which existing readers do not know", "remove it"),
        { Kind: "enum" } => null,
        // Without a name of its own, its type's was the name.
        { Kind: "event", Verb: "is" } when fact.Object != fact.Subject && !before.Any(b => b.Verb == "is") =>
            ($"is told as '{fact.Object}', which those who handle it do not know", "remove its [EventName]"),
        { Verb: "takes", IsOptional: false } when IsSent(before) && !before.Any(b => IsSame(b, fact)) =>
            ($"newly requires '{fact.Member}'", "give it a default"),
        { Verb: "requires" } => ($"newly requires {fact.Object}", "leave it open"),
        { Verb: "limits", Object: not Fact.AllLimits } when IsNarrower(fact, before) =>
            ($"limits '{fact.Member}' to {LimitIn(fact)}{Instead(fact, before)}", "widen it again"),
        { Verb: "assumes" } when HasAllLimits(before) && IsOptional(fact, before)
            && !before.Any(b => IsSame(b, fact)) =>
            ($"takes {LimitIn(fact)} for '{fact.Member}' when it is not sent", "leave the default as it was"),
        _ => null,
    };

    // A record that callers only get may have whatever it needs to be made.
    private static bool IsSent(IReadOnlyList<Fact> before) => before.Any(f => f.Kind != "record" || f.Verb == "takes");

    private static bool IsSame(Fact one, Fact other) => one.Verb == other.Verb && one.Member == other.Member;

    private static bool HasAllLimits(IReadOnlyList<Fact> before) =>
        before.Any(b => b is { Verb: "limits", Object: Fact.AllLimits });

    private static bool IsOptional(Fact about, IReadOnlyList<Fact> facts) =>
        facts.Any(f => f is { Verb: "takes", IsOptional: true } && f.Member == about.Member);

    // A member that is new may have any limits; so may all where nobody wrote down the limits that there were.
    private static bool IsNarrower(Fact limit, IReadOnlyList<Fact> before) => HasAllLimits(before)
        && before.Any(b => b.Verb == "takes" && b.Member == limit.Member)
        && !before.Any(b => IsSame(b, limit) && LimitText.Of(b).IsWithin(LimitText.Of(limit)));

    // Whoever was let in before is let in by what is wider: everybody, everybody signed in, or the same without a
    // permission.
    private static bool LetsIn(string now, string before) =>
        now == "everybody"
        || (now == Fact.SignedIn && before != "everybody")
        || before.StartsWith(now + Fact.With, StringComparison.Ordinal)
        || (Permission(now) is { } needed && now == Fact.SignedIn + Fact.With + needed && Permission(before) == needed);

    private static string? Permission(string callers) =>
        callers.IndexOf(Fact.With, StringComparison.Ordinal) is >= 0 and var at
            ? callers.Substring(at + Fact.With.Length)
            : null;

    private static string LimitIn(Fact fact) => fact.Object.Substring(fact.Member.Length).Trim();

    private static string Instead(Fact limit, IReadOnlyList<Fact> before) =>
        before.FirstOrDefault(b => IsSame(b, limit) && LimitText.Of(b).Rule == LimitText.Of(limit).Rule) is { } was
            ? $" instead of {LimitIn(was)}"
            : "";

    /// <summary>Whether what was promised holds in another form.</summary>
    private static bool IsOffered(Fact fact, IReadOnlyList<Fact> now) => fact.Verb switch
    {
        "requires" or "limits" => true,
        "is" => now.Any(f => f.Verb == "is" && RouteTemplate.Takes(f.Object, fact.Object)),
        // Where the member is gone or has to be sent now, that is told.
        "assumes" => !IsOptional(fact, now),
        "keeps" => now.All(f => f.Verb is not ("has" or "tells") || f.Member != fact.Member)
            || now.Any(f => IsSame(f, fact) && LimitText.Of(f).IsWithin(LimitText.Of(fact))),
        "allows" => now.Any(f => f.Verb == "allows" && LetsIn(f.Object, fact.Object)),
        "takes" => now.Any(f => f.Verb == "takes" && f.Member == fact.Member
            && f.MemberType.TrimEnd('?') == fact.MemberType.TrimEnd('?')
            && (f.MemberType == fact.MemberType || f.MemberType.EndsWith("?", StringComparison.Ordinal))
            && (f.IsOptional || !fact.IsOptional)),
        "has" or "tells" => now.Any(f => f.Verb == fact.Verb && f.Member == fact.Member
            && f.MemberType + "?" == fact.MemberType),
        _ => false,
    };
}
