using TestDigitalPlatform.Testing.Conformance.Telemetry;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class TelemetryCheck : IConformanceCheck
{
    public string Promise =>
        "each call has a span named after its route, with child spans for its steps, and is counted.";

    // Nobody listens there: what matters is that spans are made at all, which takes a place to send them to.
    public string[] Settings => ["OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:1", "OTEL_SDK_DISABLED=false"];

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations)
        {
            var given = await session.Arrange(profile);
            using var metrics = new HeardMetrics(session.Service);
            using var trace = new HeardTrace();
            using (trace.Begin())
                await session.Send(given.Caller(profile.UsualRole), MessageCall.Of(profile, given).Request());
            foreach (var wrong in await Wrong(profile, trace, metrics))
                findings.Add(new Finding(profile.ToString(), wrong));
        }
    }

    private static async Task<List<string>> Wrong(OperationProfile profile, HeardTrace trace, HeardMetrics metrics)
    {
        var operation = profile.Operation;
        var name = $"{operation.Method} {operation.Path}";
        var spans = await trace.Spans();
        var wrong = new List<string>();
        if (!spans.Contains(name))
            wrong.Add($"has no span '{name}'. Spans: {(spans.Count == 0 ? "none" : string.Join(", ", spans))}.");
        foreach (var step in operation.IsCommand ? new[] { "decide", "store" } : ["fetch"])
        {
            if (!spans.Contains(step))
                wrong.Add($"has no child span '{step}'.");
        }

        // Figures come late, so a missing one is waited for: what has no span is not asked for figures too.
        if (wrong.Count > 0)
            return wrong;
        if (!await metrics.Have("http.server.request.duration", "http.route", operation.Path))
            wrong.Add($"is not measured by http.server.request.duration with http.route={operation.Path}.");
        if (operation.IsCommand && !await metrics.Have("tdp.commands", "tdp.operation", operation.Name))
            wrong.Add($"is not counted by tdp.commands with tdp.operation={operation.Name}.");
        return wrong;
    }
}
