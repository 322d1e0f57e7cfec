using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Hosting.Endpoints;
using TestDigitalPlatform.Webhooks;

namespace TestDigitalPlatform.Testing.Conformance.Checks;

internal sealed class DocumentCheck : IConformanceCheck
{
    public string Promise =>
        "each operation is in the OpenAPI document with a summary, descriptions, examples and problems.";

    public Task Run(ConformanceSession session, List<Finding> findings)
    {
        foreach (var profile in session.Operations)
            findings.AddRange(Wrong(profile).Select(wrong => new Finding(profile.ToString(), wrong)));
        findings.AddRange(Unknown(session).Select(path => new Finding(
            path, "is in the document, but the service has no such operation.")));
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Wrong(OperationProfile profile)
    {
        if (profile.Document is not { } document)
        {
            yield return "is not in the document.";
            yield break;
        }

        if (!HasText(document, "summary"))
            yield return "has no summary.";
        if (!IsDescribed(document, profile.Operation))
            yield return $"has no description: write a doc comment on {profile.Operation.Name}, "
                + "and build its project with GenerateDocumentationFile.";
        if (!HasText(document, "operationId"))
            yield return "has no operationId.";
        foreach (var parameter in DocumentExamples.Parameters(profile).Where(p => !HasText(p, "description")))
            yield return $"has no description of its parameter '{parameter.GetProperty("name")}': write a doc comment.";
        if (profile.Operation.Accept is null && document.TryGetProperty("requestBody", out _) && DocumentExamples.OfBody(profile) is null)
            yield return "has no example of its body.";
        if (!document.TryGetProperty("responses", out var responses))
            yield return "describes no responses.";
        else
            foreach (var wrong in WrongResponses(profile, responses))
                yield return wrong;
    }

    private static IEnumerable<string> WrongResponses(OperationProfile profile, JsonElement responses)
    {
        if (profile.Operation.Answer != typeof(Nothing) && !profile.IsStreamed
            && (DocumentExamples.Json(responses, "200") is not { } json || !json.TryGetProperty("example", out _)))
            yield return "has no example of its response.";
        foreach (var status in Problems(profile).Where(status => !responses.TryGetProperty(status, out _)))
            yield return $"has no description of its response {status}.";
    }

    private static IEnumerable<string> Problems(OperationProfile profile)
    {
        if (profile.Members.Count > 0)
            yield return "400";
        if (!profile.Operation.IsPublic)
            yield return "401";
        if (profile.Refused.Any())
            yield return "403";
        if (profile.Operation.IsCommand)
            yield return "409";
        if (profile.Operation.RequireIfMatch)
            yield return "428";
    }

    private static IEnumerable<string> Unknown(ConformanceSession session) =>
        from path in session.Document.GetProperty("paths").EnumerateObject()
        from method in path.Value.EnumerateObject()
        where method.Name is "get" or "post" or "put" or "patch" or "delete"
        where !session.Operations.Any(o => o.Path == path.Name
            && string.Equals(o.Operation.Method, method.Name, StringComparison.OrdinalIgnoreCase))
        where !session.Endpoints.Any(e => e.IsAt(method.Name, path.Name))
        where !session.Service.Services.GetRequiredService<IReadOnlyList<IncomingWebhook>>().Any(w => w.Path == path.Name)
        select $"{method.Name.ToUpperInvariant()} {path.Name}";

    // Who may use it, the platform says by itself.
    private static bool IsDescribed(JsonElement document, Operation operation) =>
        HasText(document, "description")
        && document.GetProperty("description").GetString() != Access.Of(operation).Sentence;

    private static bool HasText(JsonElement element, string property) =>
        element.TryGetProperty(property, out var text) && !string.IsNullOrWhiteSpace(text.GetString());
}
