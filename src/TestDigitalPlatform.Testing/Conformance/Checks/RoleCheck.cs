namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class RoleCheck : IConformanceCheck
{
    public string Promise => "a caller without the role or the permission that an operation needs is refused.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations)
        {
            var given = session.Unarranged(profile);
            foreach (var role in profile.Refused)
            {
                var answer = await session.Send(given.Caller(role), MessageCall.Of(profile, given).Request());
                if (!answer.Is(403, "role_not_allowed"))
                    findings.Add(new Finding(
                    profile.ToString(), $"{answer} as {role} instead of 403 role_not_allowed."));
            }

            foreach (var role in profile.WithoutCustomer)
            {
                var answer = await session.Send(given.Caller(role), MessageCall.Of(profile, given).Request());
                if (!answer.Is(403, "customer_required"))
                    findings.Add(new Finding(profile.ToString(), $"{answer} as {role}, and not 403 customer_required."));
            }

            foreach (var role in profile.WithPermission)
            {
                var caller = given.Caller(role) with { Permissions = [] };
                var answer = await session.Send(caller, MessageCall.Of(profile, given).Request());
                if (!answer.Is(403, "permission_required"))
                    findings.Add(new Finding(
                        profile.ToString(),
                        $"{answer} as {role} without a permission, and not 403 permission_required."));
            }
        }
    }
}
