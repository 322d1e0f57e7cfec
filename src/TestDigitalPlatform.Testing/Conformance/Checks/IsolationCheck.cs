namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class IsolationCheck : IConformanceCheck
{
    public string Promise => "customers are isolated: a customer can neither see nor change another customer's data.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations)
        {
            foreach (var role in profile.Allowed.Where(role => role is Role.CustomerUser or Role.CustomerAdministrator))
            {
                var nothing = profile.Operation.IsCommand || profile.IsPage
                    ? null
                    : await AboutNothing.Ask(session, profile, role);
                var given = await session.Arrange(profile);
                var stranger = session.Unarranged(profile).Caller(role);
                if (await Wrong(session, profile, given, stranger, nothing) is { } wrong)
                    findings.Add(new Finding(profile.ToString(), $"{wrong} (as {role} of another customer)"));
            }
        }
    }

    private static async Task<string?> Wrong(
        ConformanceSession session, OperationProfile profile, Arrangement given, Caller stranger, AboutNothing? nothing)
    {
        var call = MessageCall.Of(profile, given);
        // An answer that is kept for the owner must not be given to the next who asks.
        if (!profile.Operation.IsCommand)
            await session.Send(given.Caller(stranger.Role), call.Request());
        var before = await StoredState.Of(session.Service.Database, given.Customer);
        var answer = await session.Send(stranger, call.Request());
        if (await StoredState.Of(session.Service.Database, given.Customer) != before)
            return $"{answer}, but the owner's rows were changed.";
        if (!answer.IsSuccess)
            return answer.Status is >= 400 and < 500 ? null : $"{answer} instead of 404.";
        if (profile.Operation.IsCommand)
            return IsAbout(call, given) ? $"{answer} instead of 404: the item belongs to another customer." : null;
        if (profile.IsPage)
            return answer.Json().GetProperty("items").GetArrayLength() == 0 ? null : $"sees items: {answer}";
        if (given.Values.FirstOrDefault(value => answer.Body.Contains(value, StringComparison.Ordinal)) is { } seen)
            return $"sees '{seen}': {answer}";
        return given.Message is null && nothing?.Differs(answer, call, stranger) is true
            ? $"reveals another customer's data: {answer}, but {nothing} when there is none."
            : null;
    }

    private static bool IsAbout(MessageCall call, Arrangement given) => given.Values.Any(value =>
        call.Path.Contains(value, StringComparison.Ordinal)
        || call.Body?.ToJsonString().Contains(value, StringComparison.Ordinal) is true);
}
