using System.Text.Json;
using System.Text.Json.Nodes;
using TestDigitalPlatform.Testing.Conformance.Documented;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class DocumentedInputCheck : IConformanceCheck
{
    // All together take well under a minute, however large the service is.
    private const int MaxCalls = 6_000;
    private const int MaxCallsEach = 600;
    private const int MaxFindingsEach = 5;

    public string Promise =>
        "input that is valid by the OpenAPI document is accepted, and input just outside is refused with 400.";

    public async Task Run(ConformanceSession session, List<Finding> findings)
    {
        var most = Math.Clamp(MaxCalls / Math.Max(session.Operations.Count, 1), 20, MaxCallsEach);
        foreach (var profile in session.Operations.Where(o => o.Document is not null))
        {
            var given = await session.Arrange(profile);
            var caller = profile.Operation.IsPublic ? null : given.Caller(profile.UsualRole);
            var before = findings.Count;
            foreach (var (edge, call) in Spread(Edges(session.Document, MessageCall.Of(profile, given)).ToList(), most))
            {
                var answer = await session.Send(caller, call.Request());
                if (Wrong(profile, answer, edge) is { } wrong && findings.Count - before < MaxFindingsEach)
                    findings.Add(new Finding(profile.ToString(), $"{wrong} (for {edge.What})"));
            }
        }
    }

    private static IEnumerable<(Edge Edge, MessageCall Call)> Edges(JsonElement document, MessageCall call) =>
        ParameterEdges.Of(document, call).Concat(BodyEdges(document, call));

    private static IEnumerable<(Edge Edge, MessageCall Call)> BodyEdges(JsonElement document, MessageCall call)
    {
        if (DocumentExamples.Json(call.Profile.Document, "requestBody") is not { } content
            || !content.TryGetProperty("schema", out var schema))
            return [];
        return ValueEdges.Of(DocumentedSchema.Of(document, schema), call.Body)
            .Where(edge => edge.Value is JsonObject)
            .Select(edge => (edge, call with { Body = (JsonObject)edge.Value! }));
    }

    // Of too many, some from everywhere.
    private static IEnumerable<T> Spread<T>(List<T> all, int most) =>
        all.Count <= most ? all : Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Count / most)]);

    private static string? Wrong(OperationProfile profile, Answer answer, Edge edge)
    {
        if (!edge.IsAllowed)
            return answer.Status == 400 ? null : $"{answer} instead of 400, although the document does not allow it.";
        if (answer.IsSuccess)
            return null;
        if (answer.Status == 400)
            return $"{answer}{Reason(answer)}, although the document allows it.";
        return IsDocumented(profile, answer) ? null : $"{answer}, which the document does not describe.";
    }

    private static bool IsDocumented(OperationProfile profile, Answer answer) =>
        answer.Status < 500 && profile.Document!.Value.TryGetProperty("responses", out var responses)
        && responses.TryGetProperty($"{answer.Status}", out _);

    private static string Reason(Answer answer) =>
        answer.Code is not null && answer.Json().TryGetProperty("errors", out var errors) && errors.GetArrayLength() > 0
            ? $" ({errors[0].GetProperty("message").GetString()})"
            : "";
}
