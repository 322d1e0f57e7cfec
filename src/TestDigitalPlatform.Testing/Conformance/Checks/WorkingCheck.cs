namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class WorkingCheck : IConformanceCheck
{
    public string Promise => "each operation succeeds with its arrangement and an allowed role.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations)
        {
            var given = await session.Arrange(profile);
            var before = await StoredState.Of(session.Service.Database);
            var answer = await session.Send(given.Caller(profile.UsualRole), MessageCall.Of(profile, given).Request());
            if (!answer.IsSuccess)
                findings.Add(new Finding(profile.ToString(), $"{answer} as {profile.UsualRole}. {Advice(profile)}"));
            else if (profile.IsPage && answer.Json().GetProperty("items").GetArrayLength() == 0)
                findings.Add(new Finding(profile.ToString(), $"An empty list. {Advice(profile)}"));
            // What does nothing keeps every other promise.
            else if (profile.Operation.IsCommand && await StoredState.Of(session.Service.Database) == before)
                findings.Add(new Finding(
                    profile.ToString(), $"{answer}, but no rows or events were stored. {Advice(profile)}"));
        }
    }

    private static string Advice(OperationProfile profile) =>
        $"Arrange what it needs: if (given.IsFor<{profile.Operation.Name}>()) …, "
        + "and given.Use(…) the ids it is called with.";
}
