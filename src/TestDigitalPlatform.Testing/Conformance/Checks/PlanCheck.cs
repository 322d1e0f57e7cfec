using TestDigitalPlatform.Testing.Conformance.Plans;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

/// <summary>Rows are made, statistics taken, and every statement's plan is looked at: TDP1101.</summary>
internal sealed class PlanCheck : IConformanceCheck
{
    private const int Rows = 20_000;

    // Enough that one customer's rows are few of all, as they are in production.
    private const int Customers = 20;

    public string Promise =>
        "TDP1101: each statement finds its rows by an index, however large the tables are (docs/errors/TDP1101.md).";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        var arranged = new List<(OperationProfile Profile, Arrangement Given)>();
        foreach (var profile in session.Operations)
            arranged.Add((profile, await session.Arrange(profile)));
        await session.Filler.FillUp(Rows, Customers);
        await using var plans = await PlanReader.Open(session.Service.Database);
        using var watch = new StatementWatch(session.Service);
        var calls = new WatchedCalls(session, plans, watch, findings);
        foreach (var (profile, given) in arranged)
        {
            foreach (var role in Kinds(profile))
                await Look(calls, profile, given.Caller(role), MessageCall.Of(profile, given));
        }
    }

    // Within their kind, roles see the same rows; a command is done once.
    private static IEnumerable<Role> Kinds(OperationProfile profile) => profile.Operation.IsCommand
        ? [profile.UsualRole]
        : profile.Allowed.DistinctBy(role => role is Role.CustomerUser or Role.CustomerAdministrator);

    private static async Task Look(
        WatchedCalls calls, OperationProfile profile, Caller caller, MessageCall call)
    {
        var first = await calls.Make(call, caller, "", "");
        if (!profile.IsPage || !first.IsSuccess)
            return;
        var items = first.Json().GetProperty("items");
        foreach (var (name, value) in Criteria.Sorts(profile).Concat(
                     Criteria.Filters(profile, items.GetArrayLength() > 0 ? items[0] : null)))
        {
            var asked = call.With(name, value).With("limit", "5");
            var page = await calls.Make(asked, caller, name, $"?{name}={value}");
            if (name == "sort" && page.IsSuccess && page.Json().GetProperty("next").GetString() is { } next)
                await calls.Make(asked.With("after", next), caller, name, $"?{name}={value}&after=…");
        }
    }
}

/// <summary>Calls, and looks at the plans of what the call sent to the database.</summary>
internal sealed record WatchedCalls(
    ConformanceSession Session, PlanReader Plans, StatementWatch Watch, List<Finding> Findings)
{
    internal async Task<Answer> Make(MessageCall call, Caller caller, string criterion, string shown)
    {
        Watch.Take();
        var answer = await Session.Send(caller, call.Request());
        var batches = Watch.Take();
        if (Session.MayScan(call.Profile.Operation.Message, caller.Role, criterion))
            return answer;
        var what = $"{call.Profile}{shown} as {caller.Role}";
        if (!answer.IsSuccess)
            Findings.Add(new Finding(what, $"{answer}: the plan could not be checked."));
        foreach (var batch in batches)
            Findings.AddRange((await Plans.Scans(batch)).Select(scan => new Finding(what, scan)));
        return answer;
    }
}
