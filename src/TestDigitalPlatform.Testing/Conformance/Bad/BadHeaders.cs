namespace TestDigitalPlatform.Testing.Conformance.Bad;

/// <summary>Headers that hold nonsense.</summary>
internal static class BadHeaders
{
    private static readonly string[] Names =
    [
        "If-Match", "If-None-Match", "Idempotency-Key", "Accept", "Accept-Encoding", "traceparent", "tracestate",
        "baggage", "X-HTTP-Method-Override", "Range",
    ];

    private static readonly string[] Values =
    [
        "", "x", "\"", "\"x", "W/", "W/\"1\"", "\"99999999999999999999999\"", "\"-1\"", "*, *", ",,,", "é",
        "0", "-1", ";", "=", "%00",
        "00-00000000000000000000000000000000-0000000000000000-00", new string('x', 5_000),
    ];

    private static readonly string[] Hosts = ["xn--", "xn--a-", "a.xn--.example"];

    private static readonly string[] Authorizations =
    [
        "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ..", "Basic YTpi", "Bearer é",
        "Bearer " + new string('x', 9_000),
    ];

    /// <param name="send">Makes the request as it should be.</param>
    /// <param name="mustBelieve">Whether the operation needs a token that is valid.</param>
    internal static IEnumerable<BadRequest> Of(Func<HttpRequestMessage> send, bool mustBelieve)
    {
        foreach (var name in Names)
        {
            foreach (var value in Values)
                yield return new BadRequest($"{name}: {BadRequest.Shown(value)}", With(send(), name, value));
        }

        foreach (var host in Hosts)
            yield return new BadRequest($"Host: {host}", With(send(), "Host", host), IsMalformed: true);
        foreach (var value in Authorizations)
        {
            yield return new BadRequest(
                $"Authorization: {BadRequest.Shown(value)}", With(send(), "Authorization", value), mustBelieve);
        }
    }

    private static HttpRequestMessage With(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
