using TestDigitalPlatform.Testing.Conformance.Filling;
using TestDigitalPlatform.Testing.Conformance.Plans;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class KeysetCheck : IConformanceCheck
{
    private const int Copies = 40;
    private const int PagesWithNewRows = 5;
    private const int MaxPages = 2_000;

    public string Promise =>
        "paging through a list while rows are added returns each existing row exactly once.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        var lists = await session.ArrangeLists();
        var rows = new NewRows(session.Filler);
        await rows.Add(Copies);
        foreach (var (profile, given) in lists)
        {
            var (caller, call) = (given.Caller(profile.UsualRole), MessageCall.Of(profile, given));
            foreach (var (name, value) in Criteria.Sorts(profile).Prepend(("", "")))
            {
                var sorted = name.Length == 0 ? call : call.With(name, value);
                if (await Walk(session, caller, sorted, rows) is { } wrong)
                    findings.Add(new Finding($"{profile}{(name.Length == 0 ? "" : $"?{name}={value}")}", wrong));
            }
        }
    }

    private static async Task<string?> Walk(ConformanceSession session, Caller caller, MessageCall call, NewRows rows)
    {
        var (before, wrong) = await Read(session, caller, call.With("limit", "500"), () => Task.CompletedTask);
        if (wrong is not null)
            return wrong;
        var left = PagesWithNewRows;
        (var walked, wrong) = await Read(
            session, caller, call.With("limit", "7"), () => left-- > 0 ? rows.Add(2) : Task.CompletedTask);
        if (wrong is not null)
            return wrong;
        var twice = walked.Count - walked.Distinct(StringComparer.Ordinal).Count();
        var missed = before.Except(walked, StringComparer.Ordinal).Count();
        return twice + missed == 0
            ? null
            : $"{twice} of {walked.Count} items were returned twice, {missed} of {before.Count} were missing.";
    }

    private static async Task<(List<string> Items, string? Wrong)> Read(
        ConformanceSession session, Caller caller, MessageCall call, Func<Task> between)
    {
        var items = new List<string>();
        var next = call;
        for (var pages = 0; pages < MaxPages; pages++)
        {
            var answer = await session.Send(caller, next.Request());
            if (!answer.IsSuccess)
                return (items, $"{answer} for page {pages + 1}.");
            var page = answer.Json();
            items.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()));
            if (page.GetProperty("next").GetString() is not { } cursor)
                return (items, null);
            next = call.With("after", cursor);
            await between();
        }

        return (items, $"the list had not ended after {MaxPages} pages.");
    }

    /// <summary>Puts more and more rows between those that are there.</summary>
    private sealed class NewRows(TableFiller filler)
    {
        private int last;

        internal async Task Add(int copies)
        {
            await filler.Copy(last + 1, last + copies);
            last += copies;
        }
    }
}
