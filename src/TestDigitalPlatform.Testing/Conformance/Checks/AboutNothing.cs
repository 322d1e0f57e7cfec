using System.Text.RegularExpressions;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

/// <summary>What a customer is told that has nothing and asks for nothing that is there.</summary>
/// <remarks>
/// The same must be told about another's: a count, a sum or a "yes" betrays that, and holds no id to be recognized by.
/// </remarks>
internal sealed partial class AboutNothing
{
    // Shorter parts of a path are words of it, or may stand in an answer by chance.
    private const int IdLength = 8;

    private readonly string plain;
    private readonly Answer answer;

    private AboutNothing(string plain, Answer answer) => (this.plain, this.answer) = (plain, answer);

    /// <returns><see langword="null"/> when the answer is another one each time, or the operation can't be asked
    /// so.</returns>
    internal static async Task<AboutNothing?> Ask(ConformanceSession session, OperationProfile profile, Role role)
    {
        var (first, again) = (await AskOnce(session, profile, role), await AskOnce(session, profile, role));
        return first.plain == again.plain && (first.answer.IsSuccess || first.answer.Status == 404) ? first : null;
    }

    internal bool Differs(Answer other, MessageCall call, Caller caller) => Plain(other, call, caller) != plain;

    public override string ToString() => answer.ToString();

    private static async Task<AboutNothing> AskOnce(ConformanceSession session, OperationProfile profile, Role role)
    {
        var nobody = session.Unarranged(profile);
        var (caller, call) = (nobody.Caller(role), MessageCall.Of(profile, nobody));
        var answer = await session.Send(caller, call.Request());
        return new AboutNothing(Plain(answer, call, caller), answer);
    }

    // Who asks, for what and when differs from one question to the next.
    private static string Plain(Answer answer, MessageCall call, Caller caller)
    {
        var text = $"{answer.Status} {answer.Code ?? answer.Body}"
            .Replace($"{caller.Customer}", "…", StringComparison.Ordinal);
        foreach (var id in call.Path.Split('/').Where(part => part.Length >= IdLength))
            text = text.Replace(Uri.UnescapeDataString(id), "…", StringComparison.Ordinal);
        return Instant().Replace(text, "…");
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)")]
    private static partial Regex Instant();
}
