namespace TestDigitalPlatform.Generators.Published;

/// <summary>Something that callers of what was published would stumble over.</summary>
/// <param name="Member">The member that it is about, if any.</param>
/// <param name="What">What is otherwise than published.</param>
/// <param name="How">How to mend it.</param>
internal sealed record Break(string Member, string What, string How);

/// <summary>Compares what a type promised with what it promises now.</summary>
/// <remarks>
/// More may be offered and less be asked for. What is read may not vanish, become null or take a value that is new;
/// what is sent may not become required.
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
            var instead = now.FirstOrDefault(f => f.Verb == fact.Verb && f.Verb is "is" or "answers"
                || (fact.Member.Length > 0 && IsSame(f, fact)));
            yield return new Break(
                fact.Member,
                $"no longer {fact.Verb} '{fact.Object}'" + (instead is null ? "" : $" but '{instead.Object}'"),
                "put it back, or add a new version of the contract beside it; if nobody uses it any more, "
                + $"remove the line '{fact}' from published.txt");
        }
    }

    // Asked of callers, or answered to them, who were not told when they were written.
    private static IEnumerable<Break> Demanded(IReadOnlyList<Fact> before, IReadOnlyList<Fact> now)
    {
        var known = new HashSet<Fact>(before);
        foreach (var fact in now.Where(f => !known.Contains(f)))
        {
            if (Demand(fact, before) is var (what, how))
                yield return new Break(fact.Member, what, how + ", or add a new version of the contract beside it");
        }
    }

    private static (string What, string How)? Demand(Fact fact, IReadOnlyList<Fact> before) => fact switch
    {
        { Kind: "enum", Verb: "has" } when before.Any(b => b.Verb == "has") =>
            ($"newly has '{fact.Object}', which those who read it do not know", "take it out"),
        { Kind: "enum" } => null,
        { Verb: "takes", IsOptional: false } when IsSent(before) && !before.Any(b => IsSame(b, fact)) =>
            ($"newly requires '{fact.Member}'", "give it a default"),
        { Verb: "requires" } => ($"newly requires {fact.Object}", "leave it open"),
        _ => null,
    };

    // A record that callers only get may have whatever it needs to be made.
    private static bool IsSent(IReadOnlyList<Fact> before) => before.Any(f => f.Kind != "record" || f.Verb == "takes");

    private static bool IsSame(Fact one, Fact other) => one.Verb == other.Verb && one.Member == other.Member;

    /// <summary>Whether what was promised holds in another form.</summary>
    private static bool IsOffered(Fact fact, IReadOnlyList<Fact> now) => fact.Verb switch
    {
        "requires" => true,
        "allows" => now.Any(f => f is { Verb: "allows", Object: "everybody" }
            || (f is { Verb: "allows", Object: "everybody signed in" } && fact.Object != "everybody")),
        "takes" => now.Any(f => f.Verb == "takes" && f.Member == fact.Member
            && f.MemberType.TrimEnd('?') == fact.MemberType.TrimEnd('?')
            && (f.MemberType == fact.MemberType || f.MemberType.EndsWith("?", StringComparison.Ordinal))
            && (f.IsOptional || !fact.IsOptional)),
        "has" or "tells" => now.Any(f => f.Verb == fact.Verb && f.Member == fact.Member
            && f.MemberType + "?" == fact.MemberType),
        _ => false,
    };
}
