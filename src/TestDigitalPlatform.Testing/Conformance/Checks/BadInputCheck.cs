using TestDigitalPlatform.Testing.Conformance.Bad;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class BadInputCheck : IConformanceCheck
{
    private const int MaxFindingsEach = 5;

    // Characters of an address are sent as they are, or the client would mend them.
    private static readonly UriCreationOptions AsTheyAre =
        new() { DangerousDisablePathAndQueryCanonicalization = true };

    public string Promise => "bad input is refused with a problem that gives the reason, and has no other effect.";

    // So that what is too large needs not be large.
    public string[] Settings => ["Platform:MaxBodyBytes=65536"];

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations)
        {
            var given = await session.Arrange(profile);
            var caller = profile.Operation.IsPublic ? null : given.Caller(profile.UsualRole);
            var before = findings.Count;
            foreach (var bad in All(session, MessageCall.Of(profile, given)))
            {
                if (await Wrong(session, caller, bad) is { } wrong && findings.Count - before < MaxFindingsEach)
                    findings.Add(new Finding(profile.ToString(), $"{wrong} (for {bad.What})"));
            }
        }

        await new HealthCheck().Run(session, findings);
    }

    private static IEnumerable<BadRequest> All(ConformanceSession session, MessageCall call)
    {
        var addresses = BadAddresses.Of(call, address => To(session, call.Request(), address));
        var headers = BadHeaders.Of(call.Request, mustBelieve: !call.Profile.Operation.IsPublic);
        return call.Profile.Operation.IsCommand
            ? addresses.Concat(headers).Concat(BadBodies.Of(call, content => Carrying(call.Request(), content)))
            : addresses.Concat(headers);
    }

    private static async Task<string?> Wrong(ConformanceSession session, Caller? caller, BadRequest bad)
    {
        try
        {
            return Wrong(await session.Send(caller, bad.Request), bad);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return $"no response: {e.Message}";
        }
    }

    private static string? Wrong(Answer answer, BadRequest bad)
    {
        if (answer.Status >= 500)
            return $"{answer} instead of a refusal.";
        if (bad.IsMalformed && answer.IsSuccess)
            return $"{answer}, although the input is malformed.";
        return answer.Status >= 400 && answer.Code is null
            ? $"{answer}, which is not a problem with a code (RFC 9457)."
            : null;
    }

    private static HttpRequestMessage To(ConformanceSession session, HttpRequestMessage request, string address)
    {
        request.RequestUri = new Uri(session.Service.Address.GetLeftPart(UriPartial.Authority) + address, AsTheyAre);
        return request;
    }

    private static HttpRequestMessage Carrying(HttpRequestMessage request, HttpContent? content)
    {
        request.Content = content;
        return request;
    }
}
