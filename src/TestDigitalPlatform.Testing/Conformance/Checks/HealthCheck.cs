namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class HealthCheck : IConformanceCheck
{
    private static readonly string[] Paths = ["/health/live", "/health/ready", "/health/started"];

    public string Promise =>
        "the health endpoints report whether the service is alive, ready and started, without authentication.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var path in Paths)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            var answer = await session.Send(null, request);
            if (answer.Status != 200 || !answer.Body.Contains("\"healthy\"", StringComparison.Ordinal))
                findings.Add(new Finding("GET " + path, $"{answer} instead of 200 and healthy."));
        }
    }
}
