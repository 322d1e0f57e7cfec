namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class EndpointCheck : IConformanceCheck
{
    public string Promise =>
        "what a service maps beside its operations is open to those alone whom it names, and is in the OpenAPI document.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var endpoint in session.Endpoints)
        {
            if (endpoint.IsDescribed && !IsDocumented(session, endpoint))
                findings.Add(new Finding(endpoint.ToString(), "is not in the OpenAPI document."));
            if (endpoint.Own.Access.IsClosed)
                findings.Add(new Finding(
                    endpoint.ToString(), "is open to nobody: add .Allow(…) or .AllowAnonymous() where it is mapped."));
            else
                await CheckAccess(session, endpoint, findings);
        }
    }

    private static async Task CheckAccess(ConformanceSession session, EndpointProfile endpoint, List<Finding> findings)
    {
        if (endpoint.Own.NeedsCaller && await Send(session, endpoint, null) is var nobody && !nobody.Is(401, "unauthenticated"))
            findings.Add(new Finding(endpoint.ToString(), $"{nobody} without a token, and not 401 unauthenticated."));
        foreach (var role in Enum.GetValues<Role>())
        {
            var caller = session.Stranger(role);
            if (endpoint.Own.Access.Allows(role))
                continue;
            var answer = await Send(session, endpoint, caller);
            if (!answer.Is(403, "role_not_allowed"))
                findings.Add(new Finding(endpoint.ToString(), $"{answer} as {role}, and not 403 role_not_allowed."));
        }
    }

    private static bool IsDocumented(ConformanceSession session, EndpointProfile endpoint) =>
        session.Document.GetProperty("paths").TryGetProperty(endpoint.Path, out var path)
        && path.TryGetProperty(endpoint.Method.ToLowerInvariant(), out _);

    private static Task<Answer> Send(ConformanceSession session, EndpointProfile endpoint, Caller? caller) =>
        session.Send(caller, new HttpRequestMessage(
            new HttpMethod(endpoint.Method), new Uri(endpoint.Example, UriKind.Relative)));
}
