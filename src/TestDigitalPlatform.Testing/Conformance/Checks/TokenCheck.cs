using System.Net.Http.Headers;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class TokenCheck : IConformanceCheck
{
    public string Promise => "a valid token is required, unless the operation is public.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations)
        {
            var given = session.Unarranged(profile);
            var longAgo = session.Service.Time.Now - TestTokens.Lifetime - TimeSpan.FromMinutes(1);
            var tokens = new[]
            {
                ("without a token", null),
                ("with a forged token", "x.y.z"),
                ("with an expired token", TestTokens.Sign(given.Caller(profile.UsualRole), longAgo)),
                ("with a token for another audience", Flawed(audience: "tdp/")),
                ("with a token that has junk after its claims", Flawed(junk: "junk")),
                ("with an ID token", Flawed(type: "JWT")),
            };
            string Flawed(string type = "at+jwt", string audience = "tdp", string junk = "") => TestTokens.SignFlawed(
                given.Caller(profile.UsualRole), session.Service.Time.Now, type, audience, junk);

            foreach (var (name, token) in tokens)
            {
                var answer = await Send(session, MessageCall.Of(profile, given), token);
                if (Wrong(profile, answer, token) is { } wrong)
                    findings.Add(new Finding(profile.ToString(), $"{answer} {name} instead of {wrong}."));
            }
        }
    }

    private static string? Wrong(OperationProfile profile, Answer answer, string? token)
    {
        // A public operation takes no token, so it need not look at a bad one; but it must not need one.
        if (profile.Operation.IsPublic)
            return token is null && answer.Status == 401 ? "answered, being public" : null;
        var code = token is null ? "unauthenticated" : "invalid_token";
        if (!answer.Is(401, code))
            return $"401 {code}";
        return answer.Headers.WwwAuthenticate.Count == 0 ? "with WWW-Authenticate (RFC 9110, section 11.6.1)" : null;
    }

    private static Task<Answer> Send(ConformanceSession session, MessageCall call, string? token)
    {
        var request = call.Request();
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return session.Send(null, request);
    }
}
