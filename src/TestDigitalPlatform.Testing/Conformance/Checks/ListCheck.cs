using System.Collections;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class ListCheck : IConformanceCheck
{
    private const int Copies = 60;
    private const int Most = PageQuery<object>.DefaultLimit;

    private static readonly string[] BadLimits = ["0", "-1", "501", "1000000", "99999999999", "all", ""];

    public string Promise => "each list is bounded: 50 items by default, and at most 500.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        findings.AddRange(session.Operations.Where(IsUnbounded).Select(profile => new Finding(
            profile.ToString(), "returns an unbounded list: derive the query from PageQuery<TItem>.")));
        var lists = await session.ArrangeLists();
        await session.Filler.Copy(1, Copies);
        foreach (var (profile, given) in lists)
        {
            var (caller, call) = (given.Caller(profile.UsualRole), MessageCall.Of(profile, given));
            foreach (var limit in BadLimits)
            {
                var refused = await session.Send(caller, call.With("limit", limit).Request());
                if (!refused.Is(400, "invalid_request"))
                    findings.Add(new Finding($"{profile}?limit={limit}", $"{refused} instead of 400 invalid_request."));
            }

            var page = await session.Send(caller, call.Request());
            if (Wrong(page) is { } wrong)
                findings.Add(new Finding(profile.ToString(), wrong));
        }
    }

    private static bool IsUnbounded(OperationProfile profile) =>
        profile.Operation.Answer != typeof(string) && typeof(IEnumerable).IsAssignableFrom(profile.Operation.Answer);

    private static string? Wrong(Answer page)
    {
        if (!page.IsSuccess)
            return $"{page} instead of a page.";
        var (json, items) = (page.Json(), page.Json().GetProperty("items").GetArrayLength());
        if (items > Most)
            return $"a page of {items} items without a limit, instead of at most {Most}.";
        return items == Most && json.GetProperty("next").GetString() is null ? "a full page without 'next'." : null;
    }
}
